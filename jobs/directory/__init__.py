"""Reference data: utilities, cities, adapters, vehicles and the company itself."""
