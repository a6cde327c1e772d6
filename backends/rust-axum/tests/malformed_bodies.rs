//! 100,000 requests with damaged bodies: every one is answered, none by a 5xx, and the server is
//! as well afterwards as before. What is sent depends on the seed alone.

#![expect(clippy::unwrap_used, clippy::panic)] // a test may fail that way

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

const REQUESTS: u64 = 100_000;
const CONNECTIONS: u64 = 4;
const SEED: u64 = 0x5eed_0000_0000_0001;
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

const EVENT: &str = r#"{"event_id":"e-1","session_id":"s","agent_type":"claude_code","event_type":"tool_use","tool_name":"Bash","status":"success","tokens_in":12,"tokens_out":5.0,"branch":"b","project":"p","model":"m","duration_ms":7,"cost_usd":0.25,"client_timestamp":"2026-01-31T23:59:59.123Z","metadata":{"command":"ls","nested":[1,2.5e3,{"a":null}],"text":"\u00e9\n"},"source":"api"}"#;

const NUMBERS: [&str; 14] = [
    "-1",
    "1e999",
    "-1e999",
    "1e-999",
    "5.5",
    "9007199254740992",
    "18446744073709551616",
    "01",
    ".5",
    "1.",
    "+1",
    "NaN",
    "0x10",
    "-0",
];
const VALUES: [&str; 12] = [
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\q\"",
    "tru",
    "[1,]",
    "{\"a\":1,\"a\":2}",
];
const BYTES: [&[u8]; 8] = [
    b"\x80",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\0",
    b"\xe2\x82",
];

#[test]
fn a_hundred_thousand_damaged_bodies_get_no_5xx() {
    let server = Server::start();
    let counts = thread::scope(|scope| {
        let runs: Vec<_> = (0..CONNECTIONS)
            .map(|index| scope.spawn(move || send_all(server.address, index)))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect::<Vec<_>>()
    });
    let total: u64 = counts.iter().map(|count| count.sent).sum();
    let refused: u64 = counts.iter().map(|count| count.refused).sum();
    assert_eq!(total, REQUESTS);
    assert!(refused > REQUESTS / 2, "only {refused} of {total} were refused: they are too tame");
    let (status, body) = Client::open(server.address).exchange("GET", "/api/health", b"");
    assert_eq!(status, 200, "{body}");
    let (status, body) =
        Client::open(server.address).exchange("POST", "/api/events", EVENT.as_bytes());
    assert!(status == 201 || status == 200, "{status} {body}");
}

struct Count {
    sent: u64,
    refused: u64,
}

fn send_all(address: SocketAddr, index: u64) -> Count {
    let mut random = Random(SEED ^ (index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut client = Client::open(address);
    let mut count = Count { sent: 0, refused: 0 };
    for _ in 0..REQUESTS / CONNECTIONS {
        let is_batch = random.below(3) == 0;
        let body = damaged(&mut random, is_batch);
        let path = if is_batch { "/api/events/batch" } else { "/api/events" };
        let (status, answer) = client.exchange("POST", path, &body);
        let shown = String::from_utf8_lossy(&body[..body.len().min(300)]);
        assert!(matches!(status, 200 | 201 | 400 | 413), "{status} {answer} for {shown}");
        count.sent += 1;
        count.refused += u64::from(status >= 400);
    }
    count
}

/// A body with one to four things wrong with it.
fn damaged(random: &mut Random, is_batch: bool) -> Vec<u8> {
    let mut body = EVENT.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        damage(random, &mut body);
    }
    if is_batch {
        body = [b"{\"events\":[", body.as_slice(), b",", EVENT.as_bytes(), b"]}"].concat();
        if random.below(2) == 0 {
            damage(random, &mut body);
        }
    }
    body
}

fn damage(random: &mut Random, body: &mut Vec<u8>) {
    let at = random.below(body.len() + 1);
    match random.below(8) {
        0 => body.truncate(at),
        1 if at < body.len() => body[at] ^= 1 << random.below(8),
        2 if at < body.len() => drop(body.remove(at)),
        3 => insert(body, at, random.pick(&BYTES)),
        4 => replace_value(random, body, |random| random.pick(&NUMBERS).as_bytes().to_vec()),
        5 => replace_value(random, body, |random| random.pick(&VALUES).as_bytes().to_vec()),
        6 => replace_value(random, body, |random| {
            let depth = random.below(3000) + 1;
            let open = if random.below(2) == 0 { "[" } else { "{\"a\":" };
            open.repeat(depth).into_bytes()
        }),
        _ => {
            let to = at + random.below(body.len() + 1 - at);
            let part = body[at..to].to_vec();
            insert(body, at, &part);
        }
    }
}

fn insert(body: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    body.splice(at..at, bytes.iter().copied());
}

/// Puts something else in the place of what follows one of the colons, up to the next comma.
fn replace_value(random: &mut Random, body: &mut Vec<u8>, value: impl Fn(&mut Random) -> Vec<u8>) {
    let colons: Vec<usize> = (0..body.len()).filter(|&at| body[at] == b':').collect();
    if colons.is_empty() {
        return;
    }
    let start = random.pick(&colons) + 1;
    let end =
        body[start..].iter().position(|&byte| byte == b',').map_or(body.len(), |at| start + at);
    let value = value(random);
    body.splice(start..end, value);
}

/// Xorshift64*, Vigna, "An experimental exploration of Marsaglia's xorshift generators" (2016).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// One connection, opened again where the server has closed it after an answer.
struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
}

impl Client {
    fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(ANSWER_TIMEOUT)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { address, stream: BufReader::new(stream) }
    }

    /// Sends a request and gives the answer's status and body.
    fn exchange(&mut self, method: &str, path: &str, body: &[u8]) -> (u16, String) {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        self.stream.get_mut().write_all(&[head.as_bytes(), body].concat()).unwrap();
        let status_line = self.line();
        let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.unwrap_or_else(|| panic!("no status line: {status_line:?}"));
        let (mut length, mut closes) = (0, false);
        loop {
            let line = self.line().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            closes |= line.starts_with("connection: close");
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).unwrap();
        if closes {
            *self = Self::open(self.address);
        }
        (status, String::from_utf8(answer).unwrap())
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

/// The server on a free port with a fresh database, both gone in the end.
struct Server {
    process: Child,
    address: SocketAddr,
    folder: PathBuf,
}

impl Server {
    fn start() -> Self {
        let folder = env::temp_dir().join(format!("rust-axum-malformed-{}", std::process::id()));
        let mut process = Command::new(env!("CARGO_BIN_EXE_rust-axum"))
            .env("INGEST_PORT", "0")
            .env("INGEST_DB_PATH", folder.join("ingest.db"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        let address =
            ready.trim_end().strip_prefix("listening on http://").unwrap().parse().unwrap();
        Self { process, address, folder }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        fs::remove_dir_all(&self.folder).unwrap();
    }
}
