"""What a form says where a constraint of the utility_requests app refuses its row."""

from kilowire.floor.constraints import say

say("utility_has_one_fee_per_day", "A fee from this day is on record already.", field="effective_from")
