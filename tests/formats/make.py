"""Writes the fixtures that an editor cannot: workbooks, zips, and text in other encodings.

    python3 -m venv venv && venv/bin/pip install openpyxl==3.1.5 xlwt==1.3.0
    venv/bin/python tests/formats/make.py

Every run writes the same bytes. All people are invented.
"""

import datetime
import io
import re
import zipfile
import zlib
from pathlib import Path

import openpyxl
import xlwt

HERE = Path(__file__).parent
MOMENT = (2026, 6, 14, 10, 0, 0)


def zipped(name, files, method=zipfile.ZIP_DEFLATED):
    """A zip of (path, bytes or text) with fixed times; text gets CRLF as exporters write it."""
    with zipfile.ZipFile(HERE / name, "w") as archive:
        for path, content in files:
            data = content if isinstance(content, bytes) else lines(content)
            entry = zipfile.ZipInfo(path, MOMENT)
            entry.compress_type = method
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


def lines(text, end="\r\n", encoding="utf-8"):
    return text.strip("\n").replace("\n", end).encode(encoding) + end.encode(encoding)


# ------------------------------------------------------------------------------------------------ text


def text_files():
    roster = """
Student ID;Name;Grade;Interests
00017;Jörg Flohzirkus;9;"Chess;Choir"
00018;Renée Bouillotte;10;Chess
"""
    (HERE / "excel-bom.csv").write_bytes(b"\xef\xbb\xbf" + lines(roster))
    western = """
Schüler-Nr;Name;Grade;Interests
00017;Jörg Flohzirkus;9;Chess, Choir
00018;Renée Bouillotte – “Née”;10;Chess
"""
    (HERE / "excel-1252.csv").write_bytes(lines(western, encoding="windows-1252"))
    tabbed = """
Student ID\tName\tGrade\tInterests
00017\tJörg Flohzirkus\t9\t"Chess, Choir"
00019\t小熊 Sternenstaub\t11\tChoir
"""
    (HERE / "excel-unicode-le.txt").write_bytes(b"\xff\xfe" + lines(tabbed, encoding="utf-16-le"))
    (HERE / "excel-unicode-be.txt").write_bytes(b"\xfe\xff" + lines(tabbed, encoding="utf-16-be"))
    (HERE / "excel-sep.csv").write_bytes(lines("sep=;\n" + roster.strip("\n")))
    (HERE / "excel-cr.csv").write_bytes(lines(roster.replace(";", ",").replace('"Chess,Choir"', '"Chess;Choir"'), "\r"))
    titles = """
"Peer mentors, autumn 2026",,,
Exported by the school office,,,
,,,
Student ID,Name,Grade,Interests
00017,Jörg Flohzirkus,9,Chess;Choir
,,,

00018,Renée Bouillotte,10,Chess
,,,
,,,
"""
    (HERE / "excel-titles.csv").write_bytes(lines(titles))
    pipes = """
Student ID|Name|Grade|Interests
00017|Jörg Flohzirkus|9|Chess; Choir
00018|Renée Bouillotte|10|Chess
"""
    (HERE / "pipe.csv").write_bytes(lines(pipes))
    answers = """
ID,Start time,Completion time,Email,Name,What grade are you in?,Points - What grade are you in?,Feedback - What grade are you in?,Hobbies and interests — tick all that apply
1,6/14/26 10:08:12,6/14/26 10:11:09,runa.schneegestoeber@lindenhof.example,Runa Schneegestöber,11,,,Chess;Drama;
2,6/14/26 10:20:00,6/14/26 10:22:31,cosme.terremoto@lindenhof.example,Cosme Terremoto-Núñoz,8,,,Drama;
"""
    (HERE / "ms-forms-1252.csv").write_bytes(lines(answers, encoding="windows-1252"))
    spanish = """
Id;Hora de inicio;Hora de finalización;Correo electrónico;Nombre;Grado;Intereses
1;14/6/26 10:08:12;14/6/26 10:11:09;rosa.lluvioso@colegio.example;Rosa Lluvioso;10;"Ajedrez;Teatro;"
2;14/6/26 10:20:00;14/6/26 10:22:31;ivo.caramelo@colegio.example;Ivo Caramelo;7;"Teatro;"
"""
    (HERE / "ms-forms-es.csv").write_bytes(b"\xef\xbb\xbf" + lines(spanish))
    export = """
Student_Number\tLastFirst\tGrade_Level\tGender\tHome_Room
4001\tTarrel, Juno M\t0\tF\t12
4002\tQuist, Bo\t-1\tM\t12
4003\tUhlenflug, Lia R\t5\tF\t31
"""
    (HERE / "student.export.text").write_bytes(lines(export, "\n"))
    plain = """
id,name,grade
S1,Zoë Zuckerguss,9
S2,Ägidius Nachtfalter,10
"""
    (HERE / "mac-roman.csv").write_bytes(lines(plain, "\r", "mac-roman"))
    central = """
id,name,grade
S1,Łucja Żółwińska-Nigdzie,9
S2,Řehoř Cukřenka,10
"""
    (HERE / "windows-1250.csv").write_bytes(lines(central, encoding="windows-1250"))
    (HERE / "utf-16-no-mark.csv").write_bytes(lines(plain, encoding="utf-16-le"))
    eastern = """
id,name,grade
S1,海苔山 おにぎり,9
S2,月見 だんご,10
"""
    (HERE / "shift-jis.csv").write_bytes(lines(eastern, encoding="shift_jis"))
    (HERE / "nul-byte.csv").write_bytes(b"id,name,grade\r\nS1,Zo\x00 Zuckerguss,9\r\n")
    (HERE / "document.pdf").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")


# ------------------------------------------------------------------------------------------------ workbooks


def workbook(name, sheets, formats=(), shared=True):
    """An .xlsx of {sheet: rows}; `formats` gives (sheet, cell, number format); text is shared between cells, as Excel has it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for title, cell, number_format in formats:
        book[title][cell].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    if shared:
        share(parts)
    # The library writes the moment of saving into the properties.
    fixed = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
    zipped(name, [(part, fixed.sub(rb"\g<1>2026-06-14T10:00:00Z", data)) for part, data in sorted(parts.items())])


def share(parts):
    """Moves the text of all cells to the table of shared strings."""
    texts = {}

    def moved(cell):
        number = texts.setdefault(cell[2], len(texts))
        return b'%b t="s"><v>%d</v></c>' % (cell[1], number)

    for part in parts:
        if part.startswith("xl/worksheets/sheet"):
            parts[part] = re.sub(rb'(<c [^>]*?) t="inlineStr"><is>(<t.*?</t>)</is></c>', moved, parts[part], flags=re.S)
    items = b"".join(b"<si>%b</si>" % text for text in texts)
    parts["xl/sharedStrings.xml"] = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="%d">%b</sst>' % (len(texts), items)
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    named = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b" /></Types>' % kind
    parts[types] = parts[types].replace(b"</Types>", named)
    schema = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = b'<Relationship Type="%b" Target="sharedStrings.xml" Id="rId99" /></Relationships>' % schema
    parts[relations] = parts[relations].replace(b"</Relationships>", related)


def workbooks():
    at = datetime.datetime
    workbook(
        "ms-forms.xlsx",
        {
            "Sheet1": [
                ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Which role would\u00a0you like?\n",
                 "What grade\u00a0are you in?", "What are your hobbies\nand interests?", "Which languages do you speak?", "Clearance date"],
                [1, at(2026, 6, 14, 9, 0, 1), at(2026, 6, 14, 9, 4, 30), "bree.aangelton@lindenhof.example", "Bree Ångelton", None,
                 "I want to help", 11, "Chess;Drama;", "English;Swedish;", at(2027, 6, 30)],
                [2, at(2026, 6, 14, 9, 10, 0), at(2026, 6, 14, 9, 12, 12), "odo.vinterkvist@lindenhof.example", "Odo Vinterkvist", None,
                 "I want to help", 12, "Football;Drama;Chess;", "English;", at(2026, 12, 31)],
                [3, at(2026, 6, 14, 9, 15, 0), at(2026, 6, 14, 9, 16, 5), "ila.tuempelmoos@lindenhof.example", "Ila Tümpelmoos", None,
                 "I would like a buddy", 8, "Football;", "German;", None],
                [4, at(2026, 6, 14, 13, 2, 0), at(2026, 6, 14, 13, 7, 44), "gil.esparrago@lindenhof.example", "Gil Espárrago", None,
                 "I would like a buddy", 7, "Football;Chess;", "Spanish;English;", None],
                [5, at(2026, 6, 15, 8, 0, 0), at(2026, 6, 15, 8, 1, 59), "ila.tuempelmoos@lindenhof.example", "Ila Tümpelmoos", None,
                 "I would like a buddy", 8, "Chess;Drama;", "German;English;", None],
            ]
        },
        [("Sheet1", f"{column}{row}", "m/d/yy h:mm:ss") for column in "BC" for row in range(2, 7)]
        + [("Sheet1", f"K{row}", "m/d/yyyy") for row in (2, 3)],
    )
    workbook(
        "ms-forms-anonymous.xlsx",
        {
            "Sheet1": [
                ["ID", "Start time", "Completion time", "Email", "Name", "Your school e-mail address", "Your full name", "What grade are you in?"],
                [1, at(2026, 6, 14, 9, 0, 1), at(2026, 6, 14, 9, 4, 30), "anonymous", None,
                 "hedda.taubenschlag@lindenhof.example", "Hedda Taubenschlag", 9],
                [2, at(2026, 6, 14, 9, 5, 0), at(2026, 6, 14, 9, 6, 2), "anonymous", None,
                 "iwo.uferlos@lindenhof.example", "Iwo Uferlos", 6],
            ]
        },
        [("Sheet1", f"{column}{row}", "m/d/yy h:mm:ss") for column in "BC" for row in (2, 3)],
    )
    workbook(
        "excel-numbers.xlsx",
        {
            "Sheet1": [
                ["Student ID", "Name", "Grade", "Capacity", "Trained", "Cleared until", "Locker"],
                [42, "Jörg Flohzirkus", 9.0, 2.0, True, at(2027, 6, 30), 0.1 + 0.2],
                ["00107", "Renée Bouillotte", "K", None, False, at(2027, 7, 1), 17],
                [123456789012, "小熊 Sternenstaub", 12, 1, True, "2027-07-31", None],
                [None, None, None, None, None, None, None],
            ]
        },
        [("Sheet1", "A2", "00000"), ("Sheet1", "F2", "dd/mm/yyyy"), ("Sheet1", "F3", "mmm d, yyyy")],
    )
    workbook(
        "excel-sheets.xlsx",
        {
            "Instructions": [["How to fill in this workbook"], ["Please write one student a row."], ["Ask the office if in doubt."]],
            "Signup": [
                ["Peer mentors, autumn 2026"],
                [],
                ["Student ID", "Name", "Grade", "Interests"],
                [17, "Jörg Flohzirkus", 9, "Chess, Choir"],
                [],
                [18, "Renée Bouillotte", 10, "Chess"],
            ],
            "Lists": [["Chess"], ["Choir"], ["Robotics"]],
        },
        [("Signup", "A4", "00000"), ("Signup", "A6", "00000")],
    )
    workbook(
        "excel-two-rosters.xlsx",
        {
            "Mentors": [["Student ID", "Name", "Grade"], [1, "Kuno Wetterfrosch", 10], [2, "Lilo Xylofon", 12]],
            "Mentees": [["Student ID", "Name", "Grade"], [3, "Momo Yakfell", 9], [4, "Nono Zwetschge", 7]],
        },
        shared=False,
    )
    workbook(
        "excel-bad-grade.xlsx",
        {"Sheet1": [["Student ID", "Name", "Grade"], ["S1", "Oda Ampelmann", "eleven"], ["S2", "Pit Blaubeer", 10]]},
    )
    workbook(
        "excel-ref-error.xlsx",
        {"Sheet1": [["Student ID", "Name", "Grade"], ["S1", "Oda Ampelmann", "#REF!"], ["S2", "Pit Blaubeer", 10]]},
    )
    workbook(
        "excel-lost-digits.xlsx",
        {"Sheet1": [["Student ID", "Name", "Grade"], [1234567890123450000, "Oda Ampelmann", 9], [42, "Pit Blaubeer", 10]]},
    )
    workbook(
        "excel-no-header.xlsx",
        {"Sheet1": [["S1", "Oda Ampelmann", 9], ["S2", "Pit Blaubeer", 10]], "Sheet2": [["Chess", 12], ["Choir", 7]]},
    )
    workbook(
        "excel-notes.xlsx",
        {
            "Sheet1": [
                ["Student ID", "Name", None, "Grade"],
                ["S1", "Oda Ampelmann", None, 9],
                ["S2", "Pit Blaubeer", "on leave in May", 10, None, "ask Ms Q."],
            ]
        },
    )
    old_workbook()
    open_document()


def old_workbook():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    rows = [
        ["Student ID", "Name", "Grade", "Trained", "Cleared until"],
        [42, "Jörg Flohzirkus", 9, True, datetime.date(2027, 6, 30)],
        ["00107", "小熊 Sternenstaub", "K", False, None],
    ]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            style = xlwt.Style.default_style
            if isinstance(value, datetime.date):
                style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
            elif value == 42:
                style = xlwt.easyxf(num_format_str="00000")
            if value is not None:
                sheet.write(r, c, value, style)
    book.save(str(HERE / "excel-97.xls"))
    # The first sector of such a file and nothing behind it.
    (HERE / "broken.xls").write_bytes((HERE / "excel-97.xls").read_bytes()[:512])


def open_document():
    """The parts that LibreOffice writes, with its repeated empty rows and columns."""

    def text(value):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    def number(value, shown, style=""):
        return f'<table:table-cell{style} office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>'

    def truth(value):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{value}"><text:p>{value.upper()}</text:p></table:table-cell>'

    def date(value, shown):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{shown}</text:p></table:table-cell>'

    rest = '<table:table-cell table:number-columns-repeated="16379"/>'
    rows = [
        [text(header) for header in ("Student ID", "Name", "Grade", "Trained", "Cleared until")],
        [text("00017"), text("Jörg Flohzirkus"), number(9, "9"), truth("true"), date("2027-06-30", "30.06.27")],
        [text("00018"), text("Renée Bouillotte"), text("K"), truth("false"), "<table:table-cell/>"],
    ]
    body = "".join(f"<table:table-row>{''.join(row)}{rest}</table:table-row>" for row in rows)
    empty = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text", "style", "meta")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{spaces} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet1">{body}{empty}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    ).encode()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    ).encode()
    with zipfile.ZipFile(HERE / "libreoffice.ods", "w") as archive:
        for path, data, method in (
            ("mimetype", kind.encode(), zipfile.ZIP_STORED),
            ("content.xml", content, zipfile.ZIP_DEFLATED),
            ("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED),
        ):
            entry = zipfile.ZipInfo(path, MOMENT)
            entry.compress_type = method
            archive.writestr(entry, data)


# ------------------------------------------------------------------------------------------------ OneRoster

USERS_11 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,agentSourcedIds,grades,password"
)
USERS_12 = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
    "agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns"
)
ORGS = """
sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d-1,active,2026-05-01T08:00:00.000Z,Nowhere District,district,,
s-1,active,2026-05-01T08:00:00.000Z,Lindenhof School,school,101,d-1
s-2,active,2026-05-01T08:00:00.000Z,Seewiese School,school,102,d-1
"""


def manifest(version, present):
    names = "academicSessions categories classes classResources courses courseResources demographics enrollments lineItems orgs resources results"
    names = names.split() + (["roles"] if version == "1.2" else []) + ["users"]
    rows = [f"file.{name},{'bulk' if name in present else 'absent'}" for name in names]
    head = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    return "\n".join(head + rows + ["source.systemName,Invented SIS", "source.systemCode,invented"])


def oneroster():
    moment = "2026-05-01T08:00:00.000Z"
    users = f"""
{USERS_11}
u-101,active,{moment},true,s-1,student,nells,{{local:101}},Nell,Skärgård,,00101,nell.skaergard@lindenhof.example,,,,11,not-a-secret-1
u-102,active,{moment},true,s-1,student,bou,"{{local:102}},{{state:9102}}",Bo,Ümlautner,,00102,bo.uemlautner@lindenhof.example,,,,12,not-a-secret-2
u-103,active,{moment},true,s-2,student,kitf,{{local:103}},Kit,Fjordling,Q,00103,kit.fjordling@lindenhof.example,,,,07,not-a-secret-3
u-104,active,{moment},true,s-1,student,lioc,{{local:104}},Lio,Çelebrin,,00104,lio.celebrin@lindenhof.example,,,,08,not-a-secret-4
u-105,tobedeleted,{moment},true,s-1,student,gonea,{{local:105}},Gone,Ångström-Invented,,00105,gone@lindenhof.example,,,,08,not-a-secret-5
u-106,active,{moment},false,s-1,student,offb,{{local:106}},Off,Bögelbach,,00106,off@lindenhof.example,,,,09,not-a-secret-6
t-1,active,{moment},true,s-1,teacher,teachz,{{local:901}},Tea,Cherington,,00901,tea.cherington@lindenhof.example,,,,,not-a-secret-7
"""
    sessions = f"""
sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y-1,active,{moment},2026-2027,schoolYear,2026-08-24,2027-06-18,,2027
"""
    courses = f"""
sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
c-1,active,{moment},y-1,Mathematics,MAT,"07,08",s-1,Mathematics,
"""
    classes = f"""
sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k-1,active,{moment},Mathematics 8A,08,c-1,MAT-8A,scheduled,Room 5,s-1,y-1,Mathematics,,"1,3"
"""
    enrollments = f"""
sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e-1,active,{moment},k-1,s-1,u-104,student,false,2026-08-24,2027-06-18
e-2,active,{moment},k-1,s-1,t-1,teacher,true,2026-08-24,2027-06-18
"""
    flags = "false,false,false,false,false,false,false,,,,"
    demographics = f"""
sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
u-101,active,{moment},2009-02-03,female,{flags}
u-102,active,{moment},2008-11-30,male,{flags}
u-104,active,{moment},2012-07-07,other,{flags}
"""
    present = {"academicSessions", "classes", "courses", "demographics", "enrollments", "orgs", "users"}
    zipped(
        "oneroster-1.1.zip",
        [
            ("manifest.csv", manifest("1.1", present)),
            ("academicSessions.csv", sessions),
            ("classes.csv", classes),
            ("courses.csv", courses),
            ("demographics.csv", demographics),
            ("enrollments.csv", enrollments),
            ("orgs.csv", ORGS),
            ("users.csv", users),
        ],
    )

    eastern = f"""
{USERS_12}
j-1,,,true,,{{local:1}},おにぎり,海苔山,,0001,onigiri.noriyama@school.example,,,,10,not-a-secret-1,,,,,s-9,
j-2,,,true,,{{local:2}},だんご,月見,,0002,dango.tsukimi@school.example,,,,07,not-a-secret-2,,,,,s-9,
"""
    roles = """
sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r-1,,,j-1,primary,student,2026-04-01,2027-03-31,s-9,
r-2,,,j-2,primary,student,2026-04-01,2027-03-31,s-9,
"""
    orgs = """
sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
s-9,,,どこにもない学校,school,9,
"""
    mark = b"\xef\xbb\xbf"
    zipped(
        "oneroster-1.2.zip",
        [
            ("manifest.csv", mark + lines(manifest("1.2", {"orgs", "roles", "users"}))),
            ("orgs.csv", mark + lines(orgs)),
            ("roles.csv", mark + lines(roles)),
            ("users.csv", mark + lines(eastern)),
        ],
    )

    slips = """
sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userId,givenName,familyName,middleName,identifier,email,sms,phone,agents,grade,password,ext_homeroom
p-301,,2017-05-06 08:01:05,TRUE,s-1,Student,umak,local:301,Uma,Krähwinkel,,301,uma.kraehwinkel@lindenhof.example,,,,9,not-a-secret-1,A12
p-302,Active,2017-05-06 08:01:05,True,s-2,Student,vidol,302,Vido,Löschblatt,,302,vido.loeschblatt@lindenhof.example,,,,KG,not-a-secret-2,B01
p-303,,2017-05-06 08:01:05,FALSE,s-1,Student,wolem,303,Wole,Mückenstich,,303,wole@lindenhof.example,,,,10,not-a-secret-3,A12
p-304,ToBeDeleted,2017-05-06 08:01:05,TRUE,s-1,Student,xenon,304,Xeno,Nachtigaller,,304,xeno@lindenhof.example,,,,11,not-a-secret-4,A12
p-305,,2017-05-06 08:01:05,TRUE,s-1,Student,yrsao,305,Yrsa,Øresunde,,305,yrsa.oeresunde@lindenhof.example,,,,Other,not-a-secret-5,A12
"""
    zipped("oneroster-slips.zip", [("orgs.csv", ORGS), ("users.csv", slips)])
    folder = "Rostering export/"
    small = f"""
{USERS_11}
u-401,active,{moment},true,s-1,student,zaro,401,Zaro,Plüschohr,,401,zaro.plueschohr@lindenhof.example,,,,06,not-a-secret-1
"""
    zipped(
        "oneroster-subfolder.zip",
        [
            (folder, b""),
            (folder + "manifest.csv", manifest("1.1", {"orgs", "users"})),
            (folder + "orgs.csv", ORGS),
            (folder + "users.csv", small),
            ("__MACOSX/" + folder + "._users.csv", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "),
        ],
    )
    zipped("oneroster-no-users.zip", [("manifest.csv", manifest("1.1", {"orgs"})), ("orgs.csv", ORGS)])
    zipped("oneroster-climbs.zip", [("manifest.csv", manifest("1.1", {"orgs", "users"})), ("orgs.csv", ORGS), ("../../users.csv", small)])
    whole = (HERE / "oneroster-1.1.zip").read_bytes()
    (HERE / "cut-off.zip").write_bytes(whole[: len(whole) // 2])
    bomb()


def bomb():
    """A users.csv of 1.25 GB that takes 1.2 MB: rows with a first name of a million letters."""
    row = b"u-1,active,,true,s-1,student,boom,1,B" + b"o" * 1_000_000 + b"m,Again,,1,boom@lindenhof.example,,,,09,not-a-secret-1\r\n"
    header = USERS_11.encode() + b"\r\n"
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    data, check, size = [squeeze.compress(header)], zlib.crc32(header), len(header)
    while size < 1_250_000_000:
        data.append(squeeze.compress(row))
        check, size = zlib.crc32(row, check), size + len(row)
    data.append(squeeze.flush())
    packed = b"".join(data)
    # Written by hand, so that no entry of 1.25 GB stands in memory.
    day = (MOMENT[0] - 1980) << 9 | MOMENT[1] << 5 | MOMENT[2]
    time = MOMENT[3] << 11
    fields = b"".join(n.to_bytes(w, "little") for n, w in ((20, 2), (0, 2), (8, 2), (time, 2), (day, 2), (check, 4), (len(packed), 4), (size, 4), (9, 2), (0, 2)))
    local = b"PK\x03\x04" + fields + b"users.csv" + packed
    central = b"PK\x01\x02" + (20).to_bytes(2, "little") + fields + bytes(2 + 2 + 2 + 4 + 4) + b"users.csv"
    end = b"PK\x05\x06" + b"".join(n.to_bytes(w, "little") for n, w in ((0, 2), (0, 2), (1, 2), (1, 2), (len(central), 4), (len(local), 4), (0, 2)))
    (HERE / "oneroster-bomb.zip").write_bytes(local + central + end)


if __name__ == "__main__":
    text_files()
    workbooks()
    oneroster()
