-- Who has said SAME of two records that a score holds in one person, where that makes a file certainly a resident's, or two
-- people's of several records one's: it waits for a second reviewer who says the same.
alter table index_match add column same_by text;
