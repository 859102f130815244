"""What derived rows must never say: questions whose answer is always zero."""

from django.db import connection

from .doubts import SUMMED

QUESTIONS = {
    "{} mentions differ from the text they quote.": """
        SELECT count(*) FROM annotate_mention m JOIN newsroom_article a ON a.id = m.article_id
        WHERE substr(a.text, m.start + 1, m."end" - m.start) <> m.quote""",
    "{} mentions overlap another.": """
        SELECT count(*) FROM annotate_mention m JOIN annotate_mention n
        ON n.article_id = m.article_id AND n.start > m.start AND n.start < m."end" """,
    "{} pieces of evidence differ from the sentence they quote.": """
        SELECT count(*) FROM annotate_evidence e JOIN newsroom_article a ON a.id = e.article_id
        WHERE substr(a.text, (e.ranges->0->>0)::int + 1, (e.ranges->0->>1)::int - (e.ranges->0->>0)::int) <> e.quote""",
    "{} pieces of evidence belong to no event.": "SELECT count(*) FROM annotate_evidence WHERE event_id IS NULL",
    "{} events count their sources wrongly.": """
        SELECT count(*) FROM annotate_event v LEFT JOIN (
            SELECT event_id, count(DISTINCT coalesce(nullif(a.source, ''), a.id::text)) AS n
            FROM annotate_evidence e JOIN newsroom_article a ON a.id = e.article_id GROUP BY event_id
        ) told ON told.event_id = v.id
        WHERE v.source_count <> CASE WHEN v.hidden THEN 0 ELSE coalesce(told.n, 0) END""",
    "{} entities count their articles wrongly.": """
        SELECT count(*) FROM annotate_entity e LEFT JOIN (
            SELECT entity_id, count(*) AS n FROM annotate_appearance GROUP BY entity_id
        ) seen ON seen.entity_id = e.id WHERE e.article_count <> coalesce(seen.n, 0)""",
    "{} names belong to an entity that gave way to another.": """
        SELECT count(*) FROM annotate_alias n JOIN annotate_entity e ON e.id = n.entity_id
        WHERE e.merged_into_id IS NOT NULL""",
    "{} entities gave way to one that gave way itself.": """
        SELECT count(*) FROM annotate_entity e JOIN annotate_entity f ON f.id = e.merged_into_id
        WHERE f.merged_into_id IS NOT NULL""",
    "{} doubts are summed wrongly.": f"""
        SELECT count(*) FROM annotate_doubted AS doubted JOIN ({SUMMED}) AS told ON told.id = doubted.id
        WHERE (doubted.mentions, doubted.articles, doubted.doubt, doubted.readers)
            <> (told.mentions, told.articles, told.doubt, told.readers)""",
    "{} appearances count their mentions wrongly.": """
        SELECT count(*) FROM annotate_appearance p LEFT JOIN (
            SELECT entity_id, article_id, count(*) AS n FROM annotate_mention GROUP BY entity_id, article_id
        ) seen ON seen.entity_id = p.entity_id AND seen.article_id = p.article_id
        WHERE p.count <> coalesce(seen.n, 0)""",
}


def disagreements() -> list[str]:
    """A sentence for every question whose answer is not zero; an empty list when all rows agree."""
    wrong = []
    with connection.cursor() as cursor:
        for sentence, question in QUESTIONS.items():
            cursor.execute(question)
            (count,) = cursor.fetchone()
            if count:
                wrong.append(sentence.format(count))
    return wrong
