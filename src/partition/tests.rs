//! Tests of the partition; a child of its module, to reach private fields.

use super::*;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, SeqDeserializer};

#[test]
fn labels_are_numbered_by_first_appearance() {
    let partition = Partition::from_labels([9, 4, 9, 7, 4]);
    assert_eq!(partition.labels(), [0, 1, 0, 2, 1]);
    assert_eq!(partition, Partition::from_labels(["x", "y", "x", "z", "y"]));
    assert_eq!((partition.len(), partition.cluster_count()), (5, 3));
    assert_eq!(partition.sizes(), [2, 2, 1]);
    assert_eq!(partition.clusters(), [vec![0, 2], vec![1, 4], vec![3]]);
    assert_eq!(partition.label(3), 2);
    assert!(partition.together(0, 2) && !partition.together(0, 1));
    assert_eq!(partition.validate(), Ok(()));
}

#[test]
fn clusters_make_the_same_partition_in_any_order() {
    let clusters = [vec![3], vec![], vec![4, 1], vec![0, 2]];
    let partition = Partition::from_clusters(5, &clusters).unwrap();
    assert_eq!(partition, Partition::from_labels([9, 4, 9, 7, 4]));
}

#[test]
fn wrong_clusters_are_refused() {
    let error = |clusters: &[Vec<u32>]| Partition::from_clusters(3, clusters).unwrap_err();
    assert_eq!(error(&[vec![0, 1], vec![3]]), PartitionError::ArticleOutOfRange { article: 3, articles: 3 });
    assert_eq!(
        error(&[vec![0, 1], vec![2, 1]]),
        PartitionError::ArticleRepeated { article: 1, first: 0, second: 1 }
    );
    assert_eq!(error(&[vec![0, 2]]), PartitionError::ArticleMissing { article: 1, assigned: 2, articles: 3 });
}

#[test]
fn the_trivial_partitions() {
    for n in [0, 1, 4] {
        let (alone, all) = (Partition::singletons(n), Partition::one_cluster(n));
        assert_eq!((alone.len(), alone.cluster_count()), (n, n));
        assert_eq!((all.len(), all.cluster_count()), (n, n.min(1)));
        assert_eq!(alone.validate().and(all.validate()), Ok(()));
        assert_eq!(alone.is_empty(), n == 0);
    }
    assert_eq!(Partition::singletons(1), Partition::one_cluster(1));
}

#[test]
fn validate_sees_a_gap_and_a_wrong_count() {
    let gap = Partition { labels: vec![0, 2, 1], cluster_count: 3 };
    let error = PartitionError::LabelNotCanonical { article: 1, label: 2, largest: 1 };
    assert_eq!(gap.validate(), Err(error));
    let count = Partition { labels: vec![0, 1], cluster_count: 3 };
    let error = PartitionError::ClusterCountMismatch { stored: 3, counted: 2 };
    assert_eq!(count.validate(), Err(error));
}

#[test]
fn select_restricts_and_renumbers() {
    let partition = Partition::from_labels([0, 1, 0, 2, 1]);
    assert_eq!(partition.select(&[4, 3, 1]).labels(), [0, 1, 0]);
    assert_eq!(partition.select(&[0, 0]).labels(), [0, 0]);
    assert!(partition.select(&[]).is_empty());
}

#[test]
fn reading_renumbers() {
    let labels: SeqDeserializer<_, Error> = vec![8u32, 8, 3].into_deserializer();
    let partition = Partition::deserialize(labels).unwrap();
    assert_eq!(partition.labels(), [0, 0, 1]);
    assert_eq!(Vec::from(partition), [0, 0, 1]);
}

#[test]
fn messages_state_both_numbers() {
    let errors = [
        PartitionError::TooManyArticles { articles: 31, limit: 47 },
        PartitionError::ArticleOutOfRange { article: 31, articles: 47 },
        PartitionError::ArticleRepeated { article: 5, first: 31, second: 47 },
        PartitionError::ArticleMissing { article: 5, assigned: 31, articles: 47 },
        PartitionError::LabelNotCanonical { article: 5, label: 31, largest: 47 },
        PartitionError::ClusterCountMismatch { stored: 31, counted: 47 },
    ];
    for message in errors.map(|error| error.to_string()) {
        assert!(message.contains("31") && message.contains("47"), "{message}");
    }
}
