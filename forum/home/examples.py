"""What the front door says of each sector, in the territory's own words, and who carries the forum.

Names of occupations follow ROME, which knows the local trades (pipier, tabletier, monteur en lunetterie …).
"""

EXAMPLES: dict[str, str] = {
    "lunetterie": "Monteuse en lunetterie, polisseur, designer de montures, opticienne",
    "plasturgie": "Mouliste, régleuse sur presse, technicien méthodes, outilleuse",
    "mecanique": "Décolleteur, usineuse sur commande numérique, ajusteur, métrologue",
    "horlogerie": "Lapidaire, horloger, sertisseuse, polisseur en bijouterie",
    "bois": "Pipier, tourneuse sur bois, tabletier, fabricante de jouets, menuisier",
    "industrie": "Technicienne de maintenance, conducteur de ligne, qualiticienne, logisticien",
    "fromagerie": "Fromagère, affineur de comté, laborantine, conducteur de machines",
    "agriculture": "Éleveuse, bûcheron, conducteur d’engins forestiers, technicienne agricole",
    "btp": "Maçonne, charpentier, électricienne, couvreur-zingueur, conductrice de travaux",
    "sante": "Aide-soignant, infirmière, éducateur, auxiliaire de vie, ambulancière",
    "tourisme": "Cuisinière, accompagnateur en montagne, pisteuse, réceptionniste",
    "commerce": "Vendeuse, conseiller bancaire, assistante de gestion, coiffeur",
    "transport": "Conductrice de car, chauffeur routier, exploitante transport",
    "securite": "Gendarme, sapeuse-pompière, militaire, agent de sûreté",
    "numerique": "Développeuse, administrateur réseau, technicienne fibre, infographiste",
    "emploi": "Psychologues de l’Éducation nationale, conseillers, missions locales, CFA",
}

PARTNERS: tuple[str, ...] = (
    "Territoires d’industrie Haut-Jura",
    "Haut-Jura Saint-Claude Communauté",
    "Haut-Jura Arcade Communauté",
    "La Grandvallière",
    "Terre d’Émeraude Communauté",
    "Champagnole Nozeroy Jura",
    "État",
    "Région Bourgogne-Franche-Comté",
    "Éducation nationale",
    "France Travail",
    "Chambre de commerce et d’industrie",
    "Agence économique régionale",
    "Action Logement",
    "Mission locale Sud Jura",
)
