"""Three invented shops whose truths are known, and the script that makes them."""
