"""Given names and what their bearers are called: Bob is Robert, Uli may be Ulrich or Ulrike."""

from __future__ import annotations

_CALLED = """
alexander alex sascha xander|alexandra alex sandra sascha|alfred fred alf|andreas andy andi|andrew andy drew
anthony tony|antonio toni tony|barbara barb babs|benjamin ben benny|catherine cathy kate katie
charles charlie chuck|christian chris|christina chris tina|christine chris tina|christopher chris kit
daniel dan danny|david dave|deborah deb debbie|dorothy dot dottie|edward ed eddie ted
elisabeth elsa lisa sissi beth|elizabeth liz beth lisa betty|eugene gene|florian flo|francis frank
francesco franco|francisco paco pancho|frederick fred freddy|friedrich fritz|gabriele gabi|gerald gerry jerry
gregory greg|guillermo memo|heinrich heiner heinz|henry harry hank|ignacio nacho|jacob jake
james jim jimmy jamie|jeffrey jeff|jennifer jen jenny|jessica jess|johann hans|johannes hans jo|john jack johnny
jonathan jon|jose pepe|joseph joe|joshua josh|judith judy|katharina kathi kati|katherine kate kathy katie
kenneth ken|lawrence larry|leonard len leo|louis lou|ludwig lutz|manuel manolo|margaret maggie peggy meg
maria mia|matthew matt|matthias matze|maximilian max|michael mike mick michi|nathaniel nate|nicholas nick
nikolaus klaus|oliver olli|pamela pam|patricia pat patty tricia|patrick pat|peter pete|philip phil|raymond ray
rebecca becky|richard rich rick dick|robert rob bob bobby bert|ronald ron|rosemary rose|rudolf rudi|russell russ
samuel sam|sebastian basti seb|stefan steffen|stephanie steffi steph|stephen steve|steven steve|susan sue susie
theodore ted theo|theresa terry tess|thomas tom tommy|timothy tim|tobias tobi|ulrich uli|ulrike uli
vincent vince|walter walt|wilhelm willi willy|william bill will billy liam|wolfgang wolf|zachary zach
"""
_NAMES: dict[str, frozenset[str]] = {}
for _line in _CALLED.replace("\n", "|").split("|"):
    _whole, *_short = _line.split() or [""]
    for _name in (_whole, *_short):
        _NAMES[_name] = _NAMES.get(_name, frozenset()) | {_whole}


def same_given_name(one: str, other: str) -> bool:
    """Whether two folded given names may be one person's: equal, an initial, or what the name is called for short."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return longer.startswith(shorter)
    return bool(_NAMES.get(one, frozenset()) & _NAMES.get(other, frozenset()))
