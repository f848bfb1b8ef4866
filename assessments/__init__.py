"""Whether a house's service is eligible: survey answers, rules as data, verdicts, office decisions."""
