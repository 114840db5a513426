//! The answer about a batch, read chunk by chunk while it is sent.

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use commands::CommandError;
use commands::exchange::outcome::Answered;
use commands::exchange::taken;
use commands::journal::StoreError;
use domain::refusal::Language;
use domain::vocabulary::BatchId;
use futures_util::stream::try_unfold;
use sqlx::PgPool;

use super::failure::Refusal;
use crate::exchange::contract::answer::{BatchSummary, DocumentAnswer};

/// How a batch is answered.
#[derive(Clone, Copy, Debug)]
pub struct Answering {
    /// In which language.
    pub language: Language,
    /// As JSON Lines.
    pub in_lines: bool,
    /// Only with the documents that were refused.
    pub only_refused: bool,
}

/// The answer about a batch that was taken in.
pub async fn answer(pool: &PgPool, batch: BatchId, how: Answering) -> Result<Response, Refusal> {
    let row = taken::batch(pool, batch).await.map_err(CommandError::Store)?;
    let summary =
        BatchSummary { batch: row.key, id: batch.to_string(), state: "completed", counts: row.counts.into() };
    let mut head = serde_json::to_string(&summary).map_err(|error| CommandError::Store(error.into()))?;
    if how.in_lines {
        head.push('\n');
    } else {
        head.pop();
        head.push_str(",\"documents\":[");
    }
    let parts = Parts { pool: pool.clone(), batch, how, next: Next::Head(head), any: false };
    let stream = try_unfold(parts, |mut parts| async move {
        Ok::<_, StoreError>(parts.next().await?.map(|bytes| (Bytes::from(bytes), parts)))
    });
    let mut response = Response::new(Body::from_stream(stream));
    let media = if how.in_lines { "application/x-ndjson" } else { "application/json" };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media));
    Ok(response)
}

/// The parts of an answer.
struct Parts {
    pool: PgPool,
    batch: BatchId,
    how: Answering,
    next: Next,
    any: bool,
}

enum Next {
    Head(String),
    Chunk(i32),
    Done,
}

impl Parts {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        match std::mem::replace(&mut self.next, Next::Done) {
            Next::Head(head) => {
                self.next = Next::Chunk(0);
                Ok(Some(head.into_bytes()))
            }
            Next::Done => Ok(None),
            Next::Chunk(number) => match taken::answers(&self.pool, self.batch, number).await? {
                Some(answers) => {
                    self.next = Next::Chunk(number + 1);
                    self.written(answers).map(Some)
                }
                None if self.how.in_lines => Ok(None),
                None => Ok(Some(b"]}".to_vec())),
            },
        }
    }

    fn written(&mut self, answers: Vec<Answered>) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        for answered in answers {
            let answer = DocumentAnswer::of(answered, self.how.language);
            if self.how.only_refused && !answer.is_refused() {
                continue;
            }
            if self.any && !self.how.in_lines {
                bytes.push(b',');
            }
            self.any = true;
            serde_json::to_writer(&mut bytes, &answer)?;
            if self.how.in_lines {
                bytes.push(b'\n');
            }
        }
        Ok(bytes)
    }
}
