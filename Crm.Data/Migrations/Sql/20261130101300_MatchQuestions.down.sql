drop function take_match_questions(uuid[], interval, integer);
drop table match_question_items;
drop table match_questions;
