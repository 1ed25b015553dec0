"""Bright Spots: customer retention from order exports, computed on the shop owner's own machine."""
