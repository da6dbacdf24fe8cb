"""A page's tags as they were written: each one closed where it was opened."""

from html.parser import HTMLParser

NEVER_CLOSED = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}

Tree = list[tuple[int, str]]  # depth and name of each element, in order


class AsWritten(HTMLParser):
    """Reads the tree of elements that the tags spell out, with nothing implied or mended."""

    def __init__(self) -> None:
        super().__init__()
        self.tree: Tree = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tree.append((len(self.open), tag))
        if tag not in NEVER_CLOSED:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.tree.append((len(self.open), tag))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes nothing, on line {self.getpos()[0]}")


def as_written(page: str) -> Tree:
    """The tree of a page's source."""
    reader = AsWritten()
    reader.feed(page)
    reader.close()
    return reader.tree
