"""Ordinary English words that are also somebody's name, and the small words of a sentence."""

from __future__ import annotations

from netui.domain.line.spans import word_set

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SMALL_WORDS = word_set(
    """
    a about above across after again against all almost along already also although always am an and another
    any anyone anything are around as at away back be because been before behind being below beside besides
    best better between beyond both but by can could de did do does done down during each either else enough
    even ever every everybody everyone everything few first for from had has have having he hello her here
    hers herself hi him himself his how however i if in inside instead into is it its itself just last later
    least less let like lots many me mine more most much must my myself near nearly neither never new next no
    nobody none nor not nothing now of off often on once one only onto or other others our ours out outside
    over own past per perhaps quite rather really round same several shall she should since so some somebody
    someone something soon still such than thanks that the their theirs them then there these they this those
    though through till to together too toward towards twice two under until up upon us very via was we well
    were what when where whether which while who whom whose why with within without would yes yet you your
    yours
    """
)
"""Words that hold a sentence together. They begin no unknown name and end no leading part of an
organisation."""

ORDINARY_WORDS = (
    SMALL_WORDS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | word_set(
        """
        ace amazon amber angel apple arch archer ark arrow art ash ask august autumn bacon baker ball bank
        banks bar barber bass bay beach bean bear beau bell berry best bill bird bishop black blaze bloom blue
        bolt bond book booker booth boss bowman boy bracken brand brave bray breeze brick bridge bridges
        bright brook brown buck bud buddy buffer burn burns bush butler call candy canon care carpenter carter
        case cash castle chain chamber champion chance chancellor chandler chapel charity charm chase chat
        cherry chester chew child chin church city clay clear cliff close clover coach coast coffee coin colt
        commons constant cook cooper coral cotton count court cove cow cox craft crane crisp cross crow crown
        crystal cup curry dad dame dance daring dash date dawn day deacon dean dear deer delight dell destiny
        diamond dinner don door dot dove dream drew drink drum duke early earnest east easter echo else ember
        ever fable fair faith falcon fall fan farmer farrow fast favor fern field fields finch fine fire fish
        fisher flame fleet flint flood flora flower flowers folk fond ford forest fortune foster fountain fox
        frank free freeman friend frost fry fuller gale game gap garden gardener garland gate gates gay gem
        general gentle gift gill ginger glad glass glory gold golden good goose grace grain grand grant grave
        gray green grey grove grow guide guy hall ham hand handy happy hardy harmony hart harvest haven hawk
        hay head heart heath heaven height henna herb hero hide high hill hills hold holiday home honey honor
        honour hood hope horn house howl hug huge hunt hunter hurt ice ink iron island ivory ivy jam jet jewel
        jolly joy judge jump junior justice keen keep key keys kind king kite knight knot lace lad lady lake
        lamb lamp land lane lark last law lawn lead leaf lean lee letter level liberty lie light lime linden
        link lion little lively loan lock long lord lot love lovely low loyal luck lucky lunch mace made mail
        main major male mall man manor maple marble march mark marks marsh marshal marshall marvel mason mass
        master mate mayor meadow mean medium melody mercy merit merry meta miles mill miller mills mind mine
        minister mint misty monk moon more morning moss mount mountain mouse much music narrow neat neon night
        noble noon norm north notion nova novel now oak ocean olive opal oracle orange orchard page pages
        paper park parker parks parson parsons pat patience pause peace peach pearl peer penny pepper perfect
        phone pierce pike pilot pine piper pitch place plain play plum poem poet pole pond poor pope poppy
        porter post potter pound power powers prairie preacher price pride priest prince princess prior proud
        prudence purple queen quick quill rain rainbow ranger raven reader real red reed reef reign rice rich
        rider ridge right ring rise river rivers road robin rock rocky rode roman root rose rosy row royal
        ruby rude rush rust rusty ruth sable sadler safe sage sail sailor salt sand sands sandy sang savage
        sawyer say sea seal season serene serenity shade shadow share sharp shaw sheen shell shepherd shield
        shine ship shoe shore short shy side sign signal silk silver simple sin sing singer sir six skinner
        skip sky slack slate sly small smart smith snow sole son song south spark sparks speak speed spice
        spring square squire stack star steady steel steep sterling stern stew stock stone storm story street
        stripe strong style such summer sun sunny sunshine sweet swift tab talent tall tan target taught tea
        teal teams temple tenor thank thorn tide tiger till time tiny ton top tower town trainer trinity trip
        true truth tuck tucker turner twin union vale valentine valley van venture vine visa vision walk
        walker wall waller wander ward warm water waters wave way weaver weeks welcome west wheat wheeler
        white wick wild wilder will wills wind window wine wing winner winter wise wish wolf wonder wood woods
        woody word words worth wright write year york young zoom
        """
    )
)
"""A name part that is one of these is read as a name only where a capital or more of the name says so
(choice: common nouns, verbs and adjectives that are given names, surnames or houses; short forms such as Nick
or Max, that are names far more often than words, are left out)."""
