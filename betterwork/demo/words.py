"""Made-up names and sentences. No factory, buyer or person here exists."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Country:
    code: str
    name: str
    zone: str
    language: str
    weekend: list[int]
    cities: list[str]
    factories: list[str]
    women: list[str]
    men: list[str]
    families: list[str]
    local: list[str] = field(default_factory=list)  # names in the country's script


COUNTRIES = [
    Country(
        "KH",
        "Cambodia",
        "Asia/Phnom_Penh",
        "km",
        [7],
        ["Phnom Penh", "Kandal", "Kampong Speu", "Takeo"],
        [
            "Lotus Thread Apparel",
            "Angkor Stitch",
            "Bassac Knitwear",
            "Mekong Seam",
            "Tonle Trims",
            "Golden Needle",
            "Apsara Garments",
            "Sugar Palm Denim",
            "White Jasmine Sewing",
            "Riverbend Shirts",
            "Rumdul Fashion",
            "Kingfisher Outerwear",
            "Blue Krama Textiles",
            "Monsoon Sportswear",
            "Temple Gate Tailoring",
            "Silk Island",
            "Sunrise Hosiery",
            "Pepper Coast Apparel",
            "Lotus Thread Denim",
            "Royal Reed Garments",
        ],
        ["Sokha", "Sreymom", "Bopha", "Malis", "Channary", "Kunthea", "Sophea", "Ratha", "Devi", "Pisey"],
        ["Dara", "Vuthy", "Rithy", "Sophal", "Visal", "Sothea", "Piseth", "Borey", "Makara", "Samnang"],
        [
            "Chan",
            "Pich",
            "Sun",
            "Keo",
            "Heng",
            "Ouk",
            "Sok",
            "Nhem",
            "Prak",
            "Mao",
            "Tep",
            "Chea",
            "Kong",
            "Lim",
        ],
    ),
    Country(
        "HT",
        "Haiti",
        "America/Port-au-Prince",
        "fr",
        [6, 7],
        ["Port-au-Prince", "Ouanaminthe", "Caracol"],
        [
            "Caracol Sewing",
            "Northern Bay Apparel",
            "Flamboyant Knits",
            "Hibiscus Industries",
            "Citadel Uniforms",
            "Palm Shade Garments",
            "Bright Harbour Sewing",
            "Mango Tree Textiles",
            "Massacre River Apparel",
            "Tropic T-Shirts",
        ],
        ["Marie", "Rose", "Nadège", "Guerda", "Mirlande", "Fabiola", "Esther"],
        ["Jean", "Wilner", "Reginald", "Patrick", "Emmanuel", "Ricardo"],
        ["Baptiste", "Louis", "Pierre", "Charles", "Joseph", "Désir", "Étienne"],
    ),
    Country(
        "JO",
        "Jordan",
        "Asia/Amman",
        "ar",
        [5, 6],
        ["Irbid", "Sahab", "Ad-Dulayl", "Amman"],
        [
            "Desert Rose Apparel",
            "Jerash Needlecraft",
            "Petra Line Sportswear",
            "Olive Branch Garments",
            "Wadi Knit",
            "Black Iris Fashion",
            "Northern Gate Textiles",
            "Falcon Outerwear",
            "Cedar Hill Sewing",
            "Oasis Performance Wear",
            "Blue Mosaic Apparel",
            "Amber Sands Clothing",
        ],
        ["Rania", "Huda", "Salma", "Dina", "Lina", "Amal", "Noor"],
        ["Omar", "Khaled", "Yousef", "Hassan", "Tariq", "Sami"],
        ["Haddad", "Nasser", "Khalil", "Mansour", "Saleh", "Awad", "Zayed"],
        [
            "وردة الصحراء للألبسة",
            "إبرة جرش",
            "خط البتراء الرياضي",
            "غصن الزيتون للألبسة",
            "وادي التريكو",
            "السوسنة السوداء",
        ],
    ),
    Country(
        "BD",
        "Bangladesh",
        "Asia/Dhaka",
        "bn",
        [5],
        ["Gazipur", "Savar", "Narayanganj", "Chattogram"],
        [
            "Shapla Knit Composite",
            "Padma Denim Works",
            "Green Delta Sweaters",
            "Karnafuli Shirts",
            "Banyan Apparel",
            "Jamuna Fashion Wear",
            "Moonrise Woven",
            "Six Seasons Garments",
            "Kingfisher Composite",
            "Madhabi Textiles",
            "Sundar Outerwear",
            "Surma Stitch",
            "Golden Fibre Fashion",
            "Tista Trousers",
            "Palash Knitting",
            "Monsoon Denim",
            "Krishnachura Apparel",
            "Riverine Shirts",
        ],
        ["Nasrin", "Shirin", "Farzana", "Rehana", "Taslima", "Sabina", "Moushumi"],
        ["Rafiq", "Kamal", "Shahin", "Anis", "Mizan", "Habib", "Tareq"],
        ["Akter", "Hossain", "Rahman", "Begum", "Islam", "Chowdhury", "Sarkar", "Miah"],
    ),
]

BUYERS = [
    "Northwind Clothing",
    "Harbour Fashion",
    "Atlas Sports",
    "Maple & Moss",
    "Fjord Outdoor",
    "Juniper Kids",
]

GROUPS = {
    "Lotus Holdings": ["Lotus Thread Apparel", "Lotus Thread Denim", "Shapla Knit Composite"],
    "Kingfisher Group": ["Kingfisher Outerwear", "Kingfisher Composite", "Falcon Outerwear"],
    "Monsoon Textiles": ["Monsoon Sportswear", "Monsoon Denim", "Flamboyant Knits"],
}

PRODUCTS = [
    "Knit tops, leggings",
    "Denim trousers",
    "Shirts and blouses",
    "Sweaters",
    "Sportswear",
    "Jackets",
    "Underwear",
]

VISIT_NOTES = [
    "Walked the cutting and sewing floors with the committee. Agreed to mark the exits and to keep them clear.",
    "Went through the plan item by item. Owners and dates are set for all open items.",
    "Facilitated the committee's meeting on grievance handling. Both sides spoke; minutes were written together.",
    "Looked at the accident register and the evacuation drill. The second floor needs first-aiders.",
    "Talked through pay slips with the wage clerk and two worker representatives.",
    "Coached the committee on root causes with the example of late wages.",
]
NEXT_STEPS = [
    "Factory sends photos of the marked exits. Committee meets on overtime.",
    "Committee prepares its view on the canteen. Advisor brings the model procedure for complaints.",
    "Owners update their items before the next visit.",
    "Human resources checks contracts of the last twelve months.",
]
AGENDAS = [
    "Open plan items; emergency exits; next election",
    "Grievance procedure; pay slips; heat on the ironing line",
    "Overtime in the high season; first aid on each floor",
    "Progress report of the factory; training wishes",
]
STAFF_NOTES = [
    "New HR manager since last month. Union chair prefers to meet before the shift, off site.",
    "Supervisor of line 4 was present in worker talks; ask for a separate room next time.",
    "Management is open about wages, less so about overtime.",
]
ROOT_CAUSES = [
    "Nobody was named to see to it; supervisors thought that it was maintenance's task.",
    "The procedure exists on paper only; it was never explained to supervisors.",
    "Orders come late and are made up for with overtime.",
    "The cost was put off from one budget to the next.",
]
REPLIES = [
    "We have cleared the exits on the same day and painted the floor.",
    "A new procedure is in force since last month; the committee has explained it on all lines.",
]
OVERVIEWS = [
    "The committee meets each month and follows the plan. Most safety findings are solved; overtime is still our hardest subject.",
    "We have named one person for each item. Training of supervisors began; complaints are answered within a week.",
]
DECISIONS = [
    "Supervisors check the exits at the start of each shift.",
    "A complaints box is put up on each floor and opened by both sides together.",
    "Overtime is asked for two days ahead.",
]
TOPICS = ["osh", "dialogue", "wages", "working_time", "contracts", "grievances"]
SUMMARIES = [
    "Management and workers work well together. Safety has improved; hours in the high season remain a risk.",
    "The committee takes its role seriously. Pay slips are clear by now; first aid needs attention on each floor.",
    "Cooperation is good. The factory solved most findings of the last year and told us openly of the rest.",
]
