//! The wish that the service ends, as everybody who works in it hears it.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// Becomes true once and stays so. Cheap to clone; everybody who loops has one.
#[derive(Clone, Debug)]
pub struct Shutdown {
    requested: watch::Receiver<bool>,
}

/// Asks everybody to end.
#[derive(Debug)]
pub struct Requester(watch::Sender<bool>);

impl Requester {
    /// Asks; asking again changes nothing.
    pub fn request(&self) {
        let _ = self.0.send(true);
    }
}

impl Shutdown {
    /// A wish that somebody in the program will express.
    pub fn new() -> (Requester, Self) {
        let (sender, requested) = watch::channel(false);
        (Requester(sender), Self { requested })
    }

    /// The wish expressed by SIGTERM, Ctrl-C, or the end of the terminal. A second signal
    /// ends the process at once; the embedded database is then taken over at the next start.
    pub fn on_signals() -> std::io::Result<Self> {
        let mut signals = Signals::listen()?;
        let (requester, shutdown) = Self::new();
        tokio::spawn(async move {
            let name = signals.next().await;
            tracing::info!("{name}: finishing what is under way");
            requester.request();
            signals.next().await;
            tracing::warn!("a second signal: leaving at once");
            std::process::exit(130);
        });
        Ok(shutdown)
    }

    /// Whether the end was asked for. Loops look at it between two pages of work.
    pub fn is_requested(&self) -> bool {
        *self.requested.borrow()
    }

    /// Waits until the end is asked for.
    pub async fn requested(&self) {
        let mut requested = self.requested.clone();
        if requested.wait_for(|requested| *requested).await.is_err() {
            // Nobody is left who could ask.
            std::future::pending::<()>().await;
        }
    }
}

struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Option<Signal>,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: if ignores_hang_up() { None } else { Some(signal(SignalKind::hangup())?) },
        })
    }

    async fn next(&mut self) -> &'static str {
        let hang_up = async {
            match &mut self.hang_up {
                Some(signal) => signal.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
            _ = hang_up => "SIGHUP",
        }
    }
}

/// Under `nohup` the end of the terminal must not end the service, and listening to the
/// signal would undo that.
fn ignores_hang_up() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or_default();
    u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 1 == 1)
}
