"""The therapy: what is recorded of it, how it compares with the article, and the pages of both."""
