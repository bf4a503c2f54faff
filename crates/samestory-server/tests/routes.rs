//! Every address.

use crate::client::{Server, sample};

#[test]
fn articles_become_stories() {
    let server = Server::start();
    let taken = server.post("/v1/articles", &sample()).ok();
    assert_eq!((taken["accepted"].as_u64(), taken["rejected"].as_u64()), (Some(169), Some(0)));
    let stories = server.get("/v1/stories?min_size=2&text=ALGERIA").ok();
    assert_eq!(stories["stories"].as_array().unwrap().len(), 1, "{stories}");
    let mut live = server.stop();
    live.validate().unwrap();
    assert_eq!(live.clusterer().live_articles(), 169);
}
