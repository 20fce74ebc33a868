"""备付 Beifu: every 花呗, 借呗 and card in good standing, at the least cost, without surprise."""

__version__ = "0.1.0"
