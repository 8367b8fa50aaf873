"""The lines of a text as an A4 PDF, over and over; prints the median milliseconds of one."""
import io
import statistics
import sys
import time

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PAGE = 48
LINES = open(sys.argv[1], encoding="utf-8").read().splitlines()


def sheet():
    canvas = Canvas(io.BytesIO(), pagesize=A4, pageCompression=1)
    for start in range(0, len(LINES), PAGE):
        canvas.setFont("Helvetica", 12)
        for row, line in enumerate(LINES[start:start + PAGE]):
            canvas.drawString(50, 790 - 15.5 * row, line)
        canvas.showPage()
    canvas.save()


sheet()
times = []
for _ in range(int(sys.argv[2])):
    begun = time.perf_counter()
    sheet()
    times.append((time.perf_counter() - begun) * 1000)
print(statistics.median(times))
