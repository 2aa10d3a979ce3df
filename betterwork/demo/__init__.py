"""The demo: four country programmes with two told years behind them, all names made up.

`draw.py` deals out names, numbers and ids, the same at each run of the same day; `questions.py`
holds a small tool worded by us; the other modules tell the years floor by floor, bottom up.
"""
