"""The directory: utilities, cities, adapters, vehicles and the company itself."""
