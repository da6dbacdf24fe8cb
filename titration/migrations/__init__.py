"""How the tables of the therapy came to be."""
