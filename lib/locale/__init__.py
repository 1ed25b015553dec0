"""The catalogues of the translated words, and the program that keeps them."""
