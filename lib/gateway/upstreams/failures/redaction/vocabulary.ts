/*
 * The words that a vendor's sentence may be made of and still reach a person. Whatever is not in
 * here (a name, a host, a key, talk of accounts and money, another language) makes its clause go,
 * so a secret needs no rule of its own. A word may join when every sentence it could help to build
 * is about somebody's input: no vendor, product, place, person, identifier, price or machine.
 */
const GRAMMAR = `
a an the this that these those there it its they them their you your we our
and or but nor if then else than as of to in on at by for from with without within between among
through during before after above below over under up down out into onto about against per via
not no yes none only also too very more most less least fewer many much few some any all each every
both either neither one two three four five six seven eight nine ten first second third last next
previous same other another such so because since while when where which who what why how once again
later still already yet always never just even rather instead however therefore otherwise please
sorry unfortunately apart across along alone almost away near beyond outside inside
cant cannot dont doesnt didnt isnt arent wasnt werent couldnt wont
`;

const VERBS = `
be is are was were been being have has had having do does did done can could may might must shall
should will would need needs needed needing try tries tried trying retry make makes made making use
uses used using reuse set sets get gets got give gives given provide provides provided providing
supply supplied send sends sent receive receives received expect expects expected requested require requires
required requiring allow allows allowed permit permits permitted support supports supported accept
accepts accepted contain contains contained containing include includes included including exclude
excluded match matches matched matching mismatch exceed exceeds exceeded exceeding change changes
changed changing choose chosen select selected pick adjust adjusted modify modified edit edits edited
editing revise revised rephrase reword rewrite reduce reduced increase increased shorten shortened
lengthen remove removed add added adding avoid avoided check checked ensure keep kept crop cropped
resize resized scale scaled convert converted upload uploaded uploading download downloaded
downloading fetch fetched read reading load loaded loading decode decoded encode encoded parse parsed
process processed processing generate generates generated generating create created creating produce
produced show shows shown showing depict depicts depicted depicting describe describes described
describing detect detects detected recognize recognized identify identified find found flag flagged
block blocked reject rejected refuse refused filter filtered moderate moderated violate violates
violated violating trigger triggers triggered specify specifies specified define defined combine
combined mix mixed differ differs start starts starting end ends ending begin begins follow follows
following fail fails failed complete completed return returns returned lack lacks look looks seem
seems appear appears appeared consist consists mean means mention mentions mentioned resemble
resembles split cover covers fit fits pass passed passing apply applied validate validated understand
understood determine determined repeat repeated replace replaced rotate rotated speak spoken say said
transcribe transcribed pronounce count counts sexualize sexualized promote promotes encourage involve
involves involving allocate arrange attach attached capitalize compress compressed correspond corresponds
corresponding decrease decreased depend depends enter entered enable enabled disable disabled enlarge extend
extended fill filled fix fixed handle handled infer inferred limit limited lower mask masked move moved name
named occur occurred occurs omit omitted pad padded point points prefer preferred prevent prevents refer refers
refine render represent represents respect sample satisfy satisfies shift simplify skip skipped stretch
stretched submit submitted swap switch tag tagged trim trimmed type typed unset update wait wants exist exists existing work
`;

const QUALITIES = `
valid invalid wrong correct incorrect unknown known unsupported unavailable available missing present
absent empty nonempty blank null undefined true false long longer longest short shorter shortest large
larger largest big bigger biggest small smaller smallest high higher highest low lower lowest wide
wider narrow narrower tall taller thin square portrait landscape vertical horizontal minimum maximum
min max minimal maximal positive negative whole non numeric decimal different similar identical duplicate
duplicated unique multiple single double exact exactly approximately total original old clear
clearer clearly visible invisible readable unreadable legible corrupt corrupted broken damaged
malformed blurry dark bright transparent static animated compatible incompatible appropriate
inappropriate suitable unsuitable safe unsafe sensitive explicit explicitly sexual sexually violent
graphic hateful harmful illegal illicit dangerous offensive abusive adult nude real realistic public
publicly reachable accessible copyrighted protected possible impossible able unable enough good better
strict simple simpler complex complicated specific general default optional mandatory greater equal
even odd divisible prime mutually exclusive related unrelated potentially likely possibly directly
currently temporarily properly successfully correctly fully partially entirely
identifiable recognizable famous prominent political religious racist medical legal disturbing
shocking suggestive erotic pornographic intimate toxic profane personal underage silent noisy loud
quiet spare full great lesser consecutive repeating nonnegative nonzero extra auto automatic automatically manual nsfw sfw due minus
reserved relative recent unexpected acceptable allowable unacceptable unclear clean proper improper unusual
prohibited disallowed restricted 
`;

const MEDIA = `
image images picture pictures photo photos photograph photographs video videos clip clips film audio
sound sounds speech voice voices text texts prompt prompts caption captions description descriptions
file files frame frames mask masks reference references input inputs output outputs result results
request requests field fields parameter parameters param params argument arguments value values option
options type types format formats mime extension extensions size sizes dimension dimensions width
height side sides edge pixel pixels px resolution resolutions aspect ratio ratios shape duration
durations length lengths second seconds sec minute minutes millisecond milliseconds ms fps rate
bitrate sample samples sampling channel channels mono stereo quality strength guidance step steps
seed seeds number numbers item items element elements entry entries list lists array string strings
object objects integer integers boolean float numerical character characters word words letter letters
digit digits sentence sentences paragraph symbol symbols punctuation token tokens byte bytes kb mb gb
kib mib kilobyte kilobytes megabyte megabytes gigabyte range ranges limit limits bound bounds unit
units percent percentage language languages locale accent style styles subject subjects scene scenes
content contents material topic topics theme face faces person people human humans child children
minor minors man men woman women body bodies part parts hand hands background foreground logo logos
watermark celebrity celebrities figure figures animal animals name names likeness identity color colors
colour colours grayscale alpha bit bits depth codec camera motion movement zoom shot shots angle loop
speed volume pitch tone emotion silence noise music song lyrics similarity speaker speakers
pronunciation position rotation orientation order pair pairs combination configuration settings
setting mode modes model models feature features control layer layers area effect effects
url urls link links http https scheme protocol json png jpg jpeg webp gif bmp tiff heic avif svg pdf application mov
webm avi mkv wav ogg flac aac pcm hevc utf ascii rgb rgba
time times way ways reason reasons cause problem problems issue issues error errors warning example
examples attempt attempts moment instruction instructions information detail details category
categories kind source sources failure failures multiple multiples validation num face control controls canvas crop
crops border borders centre center corner corners middle bottom left right front back background
row rows column columns grid pattern patterns texture textures outline edges line lines space spaces tab tabs
whitespace newline newlines emoji emojis accent accents markup tag tags ssml quote quotes bracket
brackets slash comma commas period periods colon dash hyphen underscore uppercase lowercase capital
footage recording recordings track tracks sheet avatar avatars portrait selfie clothing clothes
hair eyes eye mouth skin head feet pose poses gesture expression expressions vehicle vehicles object
`;

const MODERATION = `
safety moderation policy policies guideline guidelines rule rules checker check system filter filters
violation violations violence gore blood weapon weapons nudity sex hate harassment self harm suicide
drug drugs crime crimes terrorism extremism abuse exploitation copyright trademark intellectual
property politics religion discrimination bullying threat threats fraud spam gambling injury death
kill killing attack torture cruelty pornography profanity insult insults slur slurs privacy risk
community standards tobacco alcohol deception misinformation impersonation
`;

function wordsOf(...lists: string[]): string[] {
  return lists
    .join(" ")
    .split(/\s+/)
    .filter((word) => /^[a-z]+$/.test(word));
}

export const VOCABULARY: ReadonlySet<string> = new Set(
  wordsOf(GRAMMAR, VERBS, QUALITIES, MEDIA, MODERATION),
);
