-- One merge answers every doubt about its two persons, in whatever bucket each is.
create index index_match_merged on index_match (merge_id) where merge_id is not null;
