"""The laws of the house: each a function from a checkout to sentences that say who breaks it."""
