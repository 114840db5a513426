//! The binary as an operator runs it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// No step of a test takes this long unless something is broken.
const PATIENCE: Duration = Duration::from_mins(1);

/// `kabinet` with nothing configured but what a test configures.
pub fn kabinet(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kabinet"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("KABINET_") {
            command.env_remove(name);
        }
    }
    command.args(arguments).current_dir("/tmp").stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn output(command: &mut Command) -> Output {
    command.output().expect("the binary runs")
}

/// What a command said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A running service; killed if a test forgets it.
pub struct Service {
    child: Child,
    log: Receiver<String>,
    /// `127.0.0.1:40123`.
    pub address: String,
}

impl Service {
    /// Starts on a data folder and waits until it is ready.
    pub fn start(data_dir: &Path) -> Self {
        Self::start_with(data_dir, &[])
    }

    /// The same, with further arguments.
    pub fn start_with(data_dir: &Path, arguments: &[&str]) -> Self {
        let mut command = kabinet(&["serve"]);
        command.args(arguments);
        command.env("KABINET_LISTEN", "127.0.0.1:0").env("KABINET_DATA_DIR", data_dir);
        let mut child = command.process_group(0).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let (sender, log) = channel();
        let lines = BufReader::new(child.stderr.take().expect("its standard error")).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut service = Self { child, log, address: String::new() };
        let ready = service.says("is ready on http://");
        let address = ready.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next());
        service.address = address.expect("an address").into();
        service
    }

    /// Waits for a line of the log.
    pub fn says(&self, part: &str) -> String {
        let mut so_far = Vec::new();
        loop {
            match self.log.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(part) => return line,
                Ok(line) => so_far.push(line),
                Err(gone) => panic!("it never said {part:?} ({gone}), but:\n{}", so_far.join("\n")),
            }
        }
    }

    /// The service's process.
    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.id().cast_signed()).expect("a process number")
    }

    /// What it answers to a GET.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address).expect("a request sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Sends a signal and waits for the end.
    pub fn end_with(&mut self, signal: Signal) -> ExitStatus {
        kill_process(self.pid(), signal).expect("a running service");
        self.child.wait().expect("a child")
    }

    /// Waits for the end.
    pub fn ended(&mut self) -> ExitStatus {
        self.child.wait().expect("a child")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
