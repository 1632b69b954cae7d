#!/usr/bin/env python3
"""How fast Backstory draws beside VTK and F3D on this machine: the same body.glb, size and camera path, in one run.

Ratios mean something, milliseconds only on a machine that does nothing else; beside other work the ratios of CPU time
(all cores together) are the steadier ones. Both others are optional (Debian:
python3-vtk9, f3d); what is missing is said and left out. VTK draws plain Phong with a still body, we draw our light
with moving muscles. Needs a release build to be worth quoting.

  tools/compare_renderers.py build/release/backstory build/release/body.glb [--frames 30] [--json FILE]
"""
import argparse
import json
import math
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

WIDTH, HEIGHT = 1280, 720


def ours(program, frames, folder):
    """The levels of `backstory bench`, and the seconds that `backstory render` takes."""
    file = folder / "bench.json"
    subprocess.run([program, "bench", "--json", file, "--size", f"{WIDTH}x{HEIGHT}", "--frames", str(frames)],
                   check=True, stdout=subprocess.DEVNULL)
    figures = json.loads(file.read_text())
    picture = [program, "render", "--samples", "1", "--size", f"{WIDTH}x{HEIGHT}", "--out", folder / "ours.png"]
    figures["picture_file_s"], figures["picture_file_cpu_s"] = best_seconds(picture)
    return figures


def cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def best_seconds(command, times=3):
    """Of some runs the quickest, and the least CPU time: the file cache is warm then."""
    taken, cpu = [], []
    for _ in range(times):
        begun, cpu_begun = time.monotonic(), cpu_of_children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken.append(time.monotonic() - begun)
        cpu.append(cpu_of_children() - cpu_begun)
    return min(taken), min(cpu)


def vtk_ms(body, frames):
    """Median and CPU of plain Phong, no picture effects, one turn about the body; None where VTK is not installed."""
    try:
        import vtk
    except ImportError:
        return None
    reader = vtk.vtkGLTFReader()
    reader.SetFileName(str(body))
    reader.Update()
    surface = vtk.vtkCompositeDataGeometryFilter()
    surface.SetInputConnection(reader.GetOutputPort())
    mapper = vtk.vtkPolyDataMapper()
    mapper.SetInputConnection(surface.GetOutputPort())
    mapper.ScalarVisibilityOff()
    actor = vtk.vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetInterpolationToPhong()
    renderer = vtk.vtkRenderer()
    renderer.AddActor(actor)
    window = vtk.vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(WIDTH, HEIGHT)
    window.AddRenderer(renderer)
    camera = renderer.GetActiveCamera()
    camera.SetViewAngle(30)
    taken, cpu_begun = [], 0
    for i in range(-2, frames):
        cpu_begun = time.process_time() if i == 0 else cpu_begun
        angle = 2 * math.pi * i / frames
        camera.SetFocalPoint(0.06, 0.86, 0)
        camera.SetPosition(0.06 + 3.75 * math.cos(angle), 0.86, 3.75 * math.sin(angle))
        camera.SetViewUp(0, 1, 0)
        renderer.ResetCameraClippingRange()
        begun = time.monotonic()
        window.Render()
        window.WaitForCompletion()
        if i >= 0:
            taken.append(1000 * (time.monotonic() - begun))
    return statistics.median(taken), 1000 * (time.process_time() - cpu_begun) / frames


def f3d_seconds(body, folder):
    """From the start of F3D to its picture file; None where it is not installed."""
    program = shutil.which("f3d")
    if program is None:
        return None
    command = [program, str(body), "--output", str(folder / "f3d.png"), "--resolution", f"{WIDTH},{HEIGHT}"]
    try:
        return best_seconds(command)
    except subprocess.CalledProcessError as error:
        print(f"F3D ended with {error.returncode} (does it need a display here? try xvfb-run).", file=sys.stderr)
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("body", type=pathlib.Path)
    parser.add_argument("--frames", type=int, default=30)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        figures = {"backstory": ours(options.program, options.frames, folder),
                   "vtk_ms": vtk_ms(options.body, options.frames),
                   "f3d_picture_s": f3d_seconds(options.body, folder)}
    us = figures["backstory"]
    if "bare_one_draw" in us:
        print(f"floor: {us['bare_one_draw']['median_ms']:.1f} ms for all triangles in one draw, one flat colour "
              f"(CPU {us['bare_one_draw']['cpu_ms']:.1f})")
    if figures["vtk_ms"] is None:
        print("VTK is not installed for this Python: left out.")
    else:
        for level in ("full_movement_plays", "moving_whole_size", "moving_0_70"):
            vtk, vtk_cpu = figures["vtk_ms"]
            print(f"{level}: {us[level]['median_ms']:.1f} ms, VTK {vtk:.1f} ms, ratio {us[level]['median_ms'] / vtk:.2f} "
                  f"(CPU {us[level]['cpu_ms']:.1f}, {vtk_cpu:.1f}, ratio {us[level]['cpu_ms'] / vtk_cpu:.2f})")
    if figures["f3d_picture_s"] is None:
        print("F3D left out.")
    else:
        f3d, f3d_cpu = figures["f3d_picture_s"]
        print(f"picture file: {us['picture_file_s']:.2f} s, F3D {f3d:.2f} s, ratio {us['picture_file_s'] / f3d:.2f} (CPU "
              f"{us['picture_file_cpu_s']:.2f}, {f3d_cpu:.2f}, ratio {us['picture_file_cpu_s'] / f3d_cpu:.2f})")
    beside = "" if figures["f3d_picture_s"] is None else f", ratio to F3D {us['first_picture_s'] / f3d:.2f}"
    print(f"first picture after {us['first_picture_s']:.2f} s{beside}, sharp after {us['sharp_picture_s']:.2f} s; "
          f"{us['resident_mib']:.0f} MiB resident at rest")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
