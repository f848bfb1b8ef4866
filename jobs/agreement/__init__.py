"""The work contract: price, signature, deposit, right to cancel."""
