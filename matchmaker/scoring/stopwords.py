"""Words that say nothing about their author, in the languages most heard at conferences, without accents."""

from __future__ import annotations

_ENGLISH = """
a about above across after again against all almost along already also although always am among an and another any
anyone anything are around as at away back be became because become been before behind being below between both but by
came can cannot come could did do does doing done down during each either else enough etc even ever every everyone
everything few find first for from further get give go goes going got great had has have having he help her here hers
herself him himself his how however if in including indeed instead interested into is it its itself just keen know
known last least less let like look looking lot made main make makes making many may me means might mine more most
much must my myself near need neither never new next no nobody none nor not nothing now of off often on once one ones
only onto or other others our ours ourselves out over own per perhaps please put rather re really same say see seem
seen several shall she should show shown since so some someone something soon still such take than that the their
theirs them themselves then there therefore these they thing things this those though through thus to together too
toward towards two under until up upon us use used useful using various very via want wants was way we well went were
what whatever when where whether which while who whoever whole whom whose why will with within without work working
works would yet you your yours yourself yourselves
don doesn didn isn aren wasn weren won ll ve
"""
_RESEARCH = """
abstract aim aims analyse analysed analyze analyzed approach background based compared conclusion conclusions consistent
current demonstrate demonstrated difference differences different effect effects evidence examine examined finding
findings found furthermore high higher hypothesis important increase increased investigate investigated large level
levels low lower method methods moreover novel objective observed p paper participant participants performed potential
present previous previously propose proposed provide provides purpose recent related report reported research result
results revealed role sample significant significantly similar specific studies study suggest suggested suggests
test tested total understanding
"""
_GERMAN = """
aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann das dass dem den denn
der des die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es euch fur
gegen haben hat hatte hier ich ihm ihn ihnen ihr ihre im in ins ist ja kann kein keine konnen mehr mein meine mich mir
mit nach nicht noch nun nur ob oder ohne sehr sein seine sich sie sind so soll sowie uber um und uns unser unter vom von
vor war waren was weil wenn werden wie wir wird wo zu zum zur zwischen
"""
_FRENCH = """
ai ainsi au aussi autre autres aux avec avoir c ce cela ces cet cette ceux comme d dans de des donc du elle elles en
entre est et etre eux fait il ils j je l la le les leur leurs lui ma mais me mes moi mon n ne nos notre nous on ont ou
par pas plus pour qu que qui sa sans se ses si son sont sous sur ta te tes ton tous tout toute toutes tres tu un une vos
votre vous y
"""
_SPANISH_PORTUGUESE_ITALIAN_DUTCH = """
al algo ante antes como con contra cual cuando del desde donde dos el ella ellas ellos en era esa ese eso esta estan
este esto estos fue ha hay la las lo los mas mi mis mucho muy nos nosotros o otra otro para pero por porque que quien se
ser si sin sobre somos son soy su sus tambien tiene todo todos un una uno unos y ya yo
ao aos as com da das dele dela do dos e ela ele eles essa esse estou eu foi isso ja mais mas meu minha muito na nas nao
nem no nos numa os ou pela pelo pelos quem sao seu sua tem uma voce
che chi ci cui dagli dai dal dalla degli dei del della delle di e ed gli il io loro ma mia mio nei nel nella noi nostro
per perche piu questa questo sono sua sui sul sulla suo tra tutti un uno
aan als bij dat de deze die dit door een en er haar had heb hebben heeft het hij hoe ik ik je kan maar met mijn naar
niet nog of om ons onze ook op over te tot uit van veel voor waar was wat we wel wij word worden zijn zo
"""

STOP_WORDS = frozenset(" ".join((_ENGLISH, _RESEARCH, _GERMAN, _FRENCH, _SPANISH_PORTUGUESE_ITALIAN_DUTCH)).split())
