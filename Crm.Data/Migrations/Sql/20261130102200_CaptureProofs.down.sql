drop table capture_proofs;
