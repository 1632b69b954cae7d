#!/usr/bin/env python3
"""How deep neighbouring muscles (or bones) reach into each other at rest: ours beside the reference atlas's own.

usage: overlaps_beside_atlas.py EXPORT_DIR [--kind muscle|bone] [--csv OUT] [--bar MM]

EXPORT_DIR: `backstory export --out DIR --format ply --side right` (and `--side midline`). The atlas is looked for in
BACKSTORY_SHARED (or ../shared beside the repository); without it the script says so and ends with 0.
6,000 points a surface; the depth of a point is its distance to the other surface, inside. Points within 15 mm of an
attachment of either muscle do not count. Exit 1 when a pair is deeper than the atlas's own by more than the bar
(2 mm for muscles, 1 mm for bones). Many atlas surfaces are not closed, so their own depths may come out too small. Needs python3-numpy, python3-scipy, python3-vtk9; minutes.
"""
import argparse
import csv
import json
import os
import sys

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("BACKSTORY_SHARED", os.path.join(REPOSITORY, "..", "shared"))
POINTS = 6000
ATTACHMENT_M = 0.015
LEAST_M = 0.0003


def poly_data(vertices, triangles):
    import numpy as np
    import vtk
    from vtk.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
    points, cells, mesh = vtk.vtkPoints(), vtk.vtkCellArray(), vtk.vtkPolyData()
    points.SetData(numpy_to_vtk(np.ascontiguousarray(vertices, dtype=float), deep=1))
    rows = np.hstack([np.full((len(triangles), 1), 3), triangles]).astype(np.int64)
    cells.SetCells(len(triangles), numpy_to_vtkIdTypeArray(rows.ravel(), deep=1))
    mesh.SetPoints(points)
    mesh.SetPolys(cells)
    return mesh


class Surface:
    def __init__(self, distance, *paths):
        """Several files make one surface."""
        import numpy as np
        import vtk
        vertices, triangles = np.zeros((0, 3)), np.zeros((0, 3), np.int64)
        for path in paths:
            more, faces = distance.weld(*distance.read_ply(path))
            triangles = np.vstack([triangles, faces + len(vertices)])
            vertices = np.vstack([vertices, more])
        self.points = distance.samples(vertices, triangles, POINTS, np.random.default_rng(1))[0]
        self.low, self.high = vertices.min(0), vertices.max(0)
        self.inside = vtk.vtkImplicitPolyDataDistance()
        self.mesh = poly_data(vertices, triangles)
        self.inside.SetInput(self.mesh)

    def depths(self, points):
        """Distance to the surface, m, + inside. The sign of the distance field fails beside sharp folds, so a point
        only counts as inside where rays say so as well."""
        import numpy as np
        import vtk
        from vtk.util.numpy_support import vtk_to_numpy
        result = np.array([-self.inside.EvaluateFunction(p) for p in points])
        within = np.flatnonzero(result > LEAST_M)
        if len(within):
            enclosed = vtk.vtkSelectEnclosedPoints()
            enclosed.SetInputData(poly_data(points[within], np.zeros((0, 3), np.int64)))
            enclosed.SetSurfaceData(self.mesh)
            enclosed.Update()
            inside = vtk_to_numpy(enclosed.GetOutput().GetPointData().GetArray("SelectedPoints")) > 0
            result[within[~inside]] = 0.0
        return result


def ends_of(ident):
    """Attachment points and end stations of a muscle's fascicles."""
    import numpy as np
    from scipy.spatial import cKDTree
    path = os.path.join(REPOSITORY, "assets", "anatomy", "muscles", ident + ".json")
    if not os.path.exists(path):
        return None
    fascicles = json.load(open(path))["fascicles"]
    return cKDTree(np.array([p for f in fascicles for p in (f["origin"]["point"], f["insertion"]["point"],
                                                            f["stations"][0][:3], f["stations"][-1][:3])]))


def depths(folder, idents, ends, distance):
    """(a, b) -> (depth in m, place) of the deepest point of one within the other."""
    import numpy as np
    paths = {i: os.path.join(folder, i + ".ply") for i in idents}
    surfaces = {i: Surface(distance, p) for i, p in paths.items() if os.path.exists(p)}
    result = {}
    for a, own in surfaces.items():
        for b, other in surfaces.items():
            if a == b:
                continue
            points = own.points[((own.points > other.low) & (own.points < other.high)).all(1)]
            for tree in (ends[a], ends[b]):
                if tree is not None and len(points):
                    points = points[tree.query(points)[0] > ATTACHMENT_M]
            if not len(points):
                continue
            inside = other.depths(points)
            deepest, pair = inside.argmax(), tuple(sorted((a, b)))
            if inside[deepest] > max(LEAST_M, result.get(pair, (0.0,))[0]):
                result[pair] = (inside[deepest], points[deepest])
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export_dir")
    parser.add_argument("--kind", default="muscle", choices=["muscle", "bone"])
    parser.add_argument("--csv")
    parser.add_argument("--bar", type=float)
    options = parser.parse_args()
    atlas = os.path.join(SHARED, "reference", "atlas")
    if not os.path.exists(os.path.join(atlas, "index.json")):
        print("skipped: no reference atlas in", SHARED)
        return 0
    sys.path.insert(0, os.path.join(SHARED, "tools"))
    import surface_distance as distance
    index = json.load(open(os.path.join(atlas, "index.json")))["structures"]
    idents = [i for i, m in index.items() if m["kind"] == options.kind]
    ends = {i: ends_of(i) for i in idents}
    ours, theirs = (depths(f, idents, ends, distance) for f in (options.export_dir, atlas))
    rows = []
    for pair in set(ours) | set(theirs):
        own, place = ours.get(pair, (0.0, None))
        reference = theirs.get(pair, (0.0, None))[0]
        where = "" if place is None else " ".join("%.4f" % x for x in place)
        rows.append((1e3 * (own - reference), 1e3 * own, 1e3 * reference, *pair, where))
    rows.sort(key=lambda r: -r[0])
    bar = options.bar if options.bar is not None else {"muscle": 2.0, "bone": 1.0}[options.kind]
    over = [r for r in rows if r[0] > bar]
    for beyond, own, reference, a, b, where in rows[:max(20, len(over))]:
        print(f"{a:36} {b:36} ours {own:6.2f}  atlas {reference:6.2f}  beyond {beyond:6.2f} mm  at {where}")
    print(f"{len(rows)} pairs of {options.kind}s reach into each other; {len(over)} by more than {bar:g} mm beyond the atlas")
    if options.csv:
        with open(options.csv, "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["beyond_mm", "ours_mm", "atlas_mm", "a", "b", "place_m"])
            writer.writerows([*(round(x, 3) for x in r[:3]), *r[3:]] for r in rows)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
