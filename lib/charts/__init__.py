"""Pictures: a DataFrame in, an Altair chart out."""
