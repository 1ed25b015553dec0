"""Files beside orders: recognised, typed, judged. Lists of customers, of costs, of feedback."""
