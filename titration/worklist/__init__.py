"""The patients of the reader's clinics, and the search among them."""
