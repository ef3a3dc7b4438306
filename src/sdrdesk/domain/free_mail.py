"""Mail hosts that give anybody an address, and so say nothing about whom somebody works for."""

from __future__ import annotations

import re

_HOSTS = frozenset(
    """
    gmail.com googlemail.com icloud.com me.com mac.com aol.com aol.de aim.com proton.me protonmail.com protonmail.ch
    pm.me
    tutanota.com tutanota.de tuta.io tuta.com mail.com email.com usa.com zoho.com zohomail.com zohomail.eu
    fastmail.com
    fastmail.fm hey.com hushmail.com inbox.com lycos.com rocketmail.com ymail.com msn.com passport.com
    mailbox.org posteo.de posteo.net posteo.eu web.de t-online.de freenet.de arcor.de online.de mail.de email.de
    bluewin.ch sunrise.ch hispeed.ch aon.at chello.at a1.net
    orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr bbox.fr numericable.fr
    libero.it virgilio.it alice.it tin.it tiscali.it fastwebnet.it
    btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk tiscali.co.uk
    ziggo.nl planet.nl kpnmail.nl hetnet.nl xs4all.nl home.nl telenet.be skynet.be
    telefonica.net terra.es ono.com sapo.pt terra.com.br uol.com.br bol.com.br ig.com.br
    wp.pl o2.pl onet.pl interia.pl op.pl gazeta.pl seznam.cz centrum.cz email.cz azet.sk freemail.hu citromail.hu
    abv.bg
    mail.ru bk.ru list.ru inbox.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua
    qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn 21cn.com
    naver.com daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com
    rediffmail.com sify.com indiatimes.com
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
    optonline.net
    roadrunner.com frontier.com windstream.net shaw.ca rogers.com sympatico.ca telus.net videotron.ca
    bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz
    duck.com privaterelay.appleid.com simplelogin.com anonaddy.com mailinator.com guerrillamail.com 10minutemail.com
    """.split()
)
# The hosts with a branch in every country: yahoo.co.uk, hotmail.fr, gmx.at.
_EVERYWHERE = r"(?:yahoo|hotmail|outlook|live|gmx|windowslive)\.(?:com|net|[a-z]{2}|com?\.[a-z]{2})"


def is_free_mail(domain: str) -> bool:
    """Whether addresses at the domain (lower case) are given to anybody."""
    return domain in _HOSTS or re.fullmatch(_EVERYWHERE, domain) is not None
