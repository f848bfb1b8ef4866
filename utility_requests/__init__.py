"""The utility's side of a job: the request, its packet, fees, visits and Rule 21."""
