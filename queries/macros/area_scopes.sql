-- Which areas a page counts: passes_filters(card, region, wave, deprivation), area_scopes(card, ..., chosen_id).
-- card is a row of area_card. passes_filters is true where the area passes all three filters; 'all' lets every area
-- through. area_scopes gives the groups that the area counts in, as a list: 'shown' where it passes the filters, and
-- 'area' where it is the chosen one, whether or not it passes them.

CREATE OR REPLACE MACRO passes_filters(card, region, wave, deprivation) AS
(region = 'all' OR card.region_name = region)
AND (wave = 'all' OR card.wave::varchar = wave)
AND (deprivation = 'all' OR card.deprivation_group = deprivation);

CREATE OR REPLACE MACRO area_scopes(card, region, wave, deprivation, chosen_id) AS
list_concat(
    CASE WHEN passes_filters(card, region, wave, deprivation) THEN ['shown'] ELSE [] END,
    CASE WHEN card.area_id = chosen_id THEN ['area'] ELSE [] END
)
