"""A log line says where and what kind, never what a row held."""

import io
import logging

from titration.logs import WordlessFormatter


def logged_line(error: Exception) -> str:
    """What the formatter in use at the root of all loggers makes of ``error``."""
    in_use = [handler.formatter for handler in logging.getLogger().handlers]
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(next(one for one in in_use if isinstance(one, WordlessFormatter)))
    logger = logging.getLogger("titration.test")
    logger.addHandler(handler)
    try:
        raise error
    except type(error):
        logger.exception("Internal Server Error: /patients/12/")
    finally:
        logger.removeHandler(handler)
    return handler.stream.getvalue()


def test_an_exception_is_named_and_placed_but_not_quoted():
    line = logged_line(ValueError("Key (family_name)=(SAMPLE) already exists"))

    assert "ERROR titration.test: Internal Server Error: /patients/12/" in line
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "SAMPLE" not in line


def test_a_cause_is_not_quoted_either():
    error = RuntimeError("SAMPLE could not be saved")
    error.__cause__ = ValueError("SAMPLE")

    assert "SAMPLE" not in logged_line(error)
