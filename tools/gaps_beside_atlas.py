#!/usr/bin/env python3
"""Where muscles that touch in the reference atlas stand apart at rest in ours.

usage: gaps_beside_atlas.py EXPORT_DIR [--bar MM] [--csv OUT]

EXPORT_DIR: `backstory export --kind muscle ligament --out DIR --format ply --side right` (and `--side midline`). The
atlas is looked for in BACKSTORY_SHARED (or ../shared beside the repository); without it the script says so and ends
with 0.
Places of contact: points of an atlas muscle (6,000 a surface) within 0.7 mm of another atlas muscle, farther than 15 mm
from both muscles' attachments. The gap there: from the place of our first muscle's surface nearest to it to our second
muscle, 0 where they meet or press into each other. Prints the pairs with most places beyond the bar (2 mm). Exit 1
when there are any. Needs python3-numpy, python3-scipy, python3-vtk9; minutes.
"""
import argparse
import csv
import json
import os
import sys

import overlaps_beside_atlas as overlaps

TOUCHING_M = 0.0007
# What the atlas counts to a muscle and we show by itself: measured together with it.
PARTS = {"internal_oblique_r": ["rectus_sheath_posterior_r"]}


class Whole(overlaps.Surface):
    """A surface that can also be asked for its nearest place and for the distance to it."""

    def nearest(self, points):
        import numpy as np
        import vtk
        places, squared, cell, sub = [0.0, 0.0, 0.0], vtk.reference(0.0), vtk.reference(0), vtk.reference(0)
        if not hasattr(self, "locator"):
            self.locator = vtk.vtkStaticCellLocator()
            self.locator.SetDataSet(self.mesh)
            self.locator.BuildLocator()
        result = np.empty_like(points)
        for k, point in enumerate(points):
            self.locator.FindClosestPoint(point, places, cell, sub, squared)
            result[k] = places
        return result

    def outside(self, points):
        """Distance from the outside, m; 0 for what lies within."""
        import numpy as np
        apart = np.linalg.norm(self.nearest(points) - points, axis=1)
        apart[self.depths(points) > 0.0] = 0.0
        return apart


def contacts(one, other, ends):
    """Points of one atlas surface that lie on the other, away from the attachments of both."""
    import numpy as np
    near = ((one.points > other.low - TOUCHING_M) & (one.points < other.high + TOUCHING_M)).all(1)
    points = one.points[near]
    if len(points):
        points = points[np.linalg.norm(other.nearest(points) - points, axis=1) < TOUCHING_M]
    for tree in ends:
        if tree is not None and len(points):
            points = points[tree.query(points)[0] > overlaps.ATTACHMENT_M]
    return points


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export_dir")
    parser.add_argument("--bar", type=float, default=2.0)
    parser.add_argument("--csv")
    options = parser.parse_args()
    atlas = os.path.join(overlaps.SHARED, "reference", "atlas")
    if not os.path.exists(os.path.join(atlas, "index.json")):
        print("skipped: no reference atlas in", overlaps.SHARED)
        return 0
    sys.path.insert(0, os.path.join(overlaps.SHARED, "tools"))
    import surface_distance as distance
    index = json.load(open(os.path.join(atlas, "index.json")))["structures"]
    idents = [i for i, m in index.items()
              if m["kind"] == "muscle" and os.path.exists(os.path.join(options.export_dir, i + ".ply"))]
    ends = {i: overlaps.ends_of(i) for i in idents}
    theirs = {i: Whole(distance, os.path.join(atlas, i + ".ply")) for i in idents}
    ours = {i: Whole(distance, *(os.path.join(options.export_dir, part + ".ply") for part in [i, *PARTS.get(i, [])]))
            for i in idents}
    rows, places = [], 0
    for a in idents:
        for b in idents:
            touching = contacts(theirs[a], theirs[b], (ends[a], ends[b])) if a != b else []
            if not len(touching):
                continue
            gaps = 1e3 * ours[b].outside(ours[a].nearest(touching))
            places += len(gaps)
            worst = gaps.argmax()
            where = " ".join("%.4f" % x for x in touching[worst])
            rows.append((int((gaps > options.bar).sum()), len(gaps), gaps[worst], a, b, where))
    rows.sort(key=lambda r: -r[0])
    beyond = sum(r[0] for r in rows)
    for count, of, most, a, b, where in [r for r in rows if r[0]][:25]:
        print(f"{a:36} {b:36} {count:5} of {of:5} places, most {most:5.1f} mm at {where}")
    print(f"{beyond} of {places} places of contact ({100 * beyond / max(places, 1):.1f} %) stand apart by more than "
          f"{options.bar:g} mm, in {sum(r[0] > 0 for r in rows)} of {len(rows)} pairs (each counted both ways)")
    if options.csv:
        with open(options.csv, "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["beyond", "places", "most_mm", "a", "b", "place_m"])
            writer.writerows([r[0], r[1], round(r[2], 2), *r[3:]] for r in rows)
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
