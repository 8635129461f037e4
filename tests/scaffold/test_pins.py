"""What a workflow installs: all that Handbill needs, as it is here, or a wheel of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator import __version__, default_templates
from generator.kinds.campaign import Campaign
from generator.scaffold.pins import package, pins
from generator.scaffold.workflow import HOSTS, workflow
from scaffold.test_workflow import NOW

# More than a line holds.
_MANY = [f"a-name-with-hyphens-{letter}" for letter in "abcdefgh"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Handbill that needs made-up packages, one of them for buckets alone."""
    needs = {
        "handbill": ("0", ["One.Thing>=1", "absent>=1", 'bucketry>=2; extra == "s3"', *_MANY]),
        **{name: ("5", []) for name in _MANY},
        "one-thing": ("1.2", ["deeper[fast]", "handbill"]),
        "deeper": ("3", ['quick; extra == "fast"', 'slow; extra == "never"']),
        **{name: ("4", []) for name in ("quick", "slow", "bucketry")},
    }
    for name, (version, lines) in needs.items():
        folder = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        more = "".join(f"Requires-Dist: {line}\n" for line in lines)
        (folder / "METADATA").write_text(head + more)
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("installed")
def test_what_is_needed_is_pinned_however_deep_it_lies() -> None:
    plain = [*(f"{name}==5" for name in _MANY), "deeper==3", "one-thing==1.2", "quick==4"]
    assert pins(()) == plain
    assert pins({"s3"}) == sorted(["bucketry==4", *plain])


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("host", HOSTS)
def test_a_workflow_installs_them_in_one_command(host: str) -> None:
    targets = Campaign.model_validate(
        {"title": "A title", "deploy": {"live": {"to": "s3", "url": "s3://campaign"}}}
    ).deploy
    _, data = workflow(host, targets, (), NOW, "main", default_templates(), Path())
    read = yaml.safe_load(data)
    steps = read["publish"]["script"] if "publish" in read else read["jobs"]["publish"]["steps"]
    runs = [step if isinstance(step, str) else step.get("run", "") for step in steps]
    (installs,) = [run for run in runs if "pip install" in run]
    assert installs.split()[4:] == [
        f'"handbill[s3]=={__version__}"',
        *pins({"s3"}),
    ]


def test_a_wheel_of_ones_own_goes_before_the_index(tmp_path: Path) -> None:
    assert package(tmp_path, {"ssh", "s3"}) == f"handbill[s3,ssh]=={__version__}"
    wheel = tmp_path / "wheels" / f"handbill-{__version__}-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.touch()
    assert package(tmp_path, {"ssh"}) == f"./wheels/{wheel.name}[ssh]"
    assert package(tmp_path, ()) == f"./wheels/{wheel.name}"
