//! Read-only connections. Owns: the pool, one consistent view per read. Serves only what is about nobody
//! (figures, directories, the public log); a page about a person is a job of the writer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::Path,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OpenFlags};

use super::{Read, open, sqlite::SqliteTx};
use crate::error::StoreError;

/// Connections that cannot write. Its jobs are given `dyn Read`, so a function about a person that asks for
/// `dyn Tx` cannot be called with one.
pub struct Reader {
    pool: Mutex<Pool>,
    back: Condvar,
}

struct Pool {
    idle: Vec<Connection>,
    closed: bool,
}

impl Reader {
    pub(super) fn open(file: &Path, count: usize) -> Result<Self, StoreError> {
        let open = |_| -> Result<Connection, StoreError> {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let conn = Connection::open_with_flags(file, flags)?;
            open::harden(&conn)?;
            conn.pragma_update(None, "query_only", true)?;
            Ok(conn)
        };
        let idle = (0..count.max(1)).map(open).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            pool: Mutex::new(Pool { idle, closed: false }),
            back: Condvar::new(),
        })
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn borrow(&self) -> Result<Connection, StoreError> {
        let mut pool = self.pool();
        loop {
            if pool.closed {
                return Err(StoreError::unavailable("the store is closed"));
            }
            if let Some(conn) = pool.idle.pop() {
                return Ok(conn);
            }
            pool = self.back.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, conn: Connection) {
        let mut pool = self.pool();
        if !pool.closed {
            pool.idle.push(conn);
        }
        drop(pool);
        self.back.notify_one();
    }

    /// Serves no more, and closes its connections, so that the writer's is the last and leaves one file.
    pub(super) fn close(&self) {
        let mut pool = self.pool();
        pool.closed = true;
        pool.idle.clear();
        drop(pool);
        self.back.notify_all();
    }

    /// Runs `work` on one consistent view of what has been committed, on this thread. Waits for a free connection.
    ///
    /// # Errors
    /// What `work` gave; [`StoreError::Unavailable`] when the file cannot be read.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Read) -> Result<T, E>,
    ) -> Result<T, E> {
        let conn = self.borrow()?;
        let gave = catch_unwind(AssertUnwindSafe(|| {
            conn.execute_batch("BEGIN").map_err(StoreError::from)?;
            work(&mut SqliteTx::new(&conn, None))
        }));
        if !conn.is_autocommit()
            && let Err(error) = conn.execute_batch("ROLLBACK")
        {
            tracing::error!(error = %StoreError::from(error), "a read could not be ended");
        }
        self.give_back(conn);
        gave.unwrap_or_else(|panic| resume_unwind(panic))
    }
}
