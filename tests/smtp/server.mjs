// A real SMTP server on a free port of this machine, started by tests/carriers.rs. Takes mail into memory and prints
// each as one JSON line. What it answers depends on the recipient, so that one server plays every part.
// Arguments: key file, certificate file, "tls" or "starttls", "login" or "open".
import { readFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

const [key, cert, security, login] = process.argv.slice(2);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const no = (code, words) => Object.assign(new Error(words), { responseCode: code });
const seen = new Set();

const server = new SMTPServer({
  key: readFileSync(key),
  cert: readFileSync(cert),
  secure: security === "tls",
  authOptional: login !== "login",
  hideSTARTTLS: security === "plain",
  disabledCommands: login === "login" ? [] : ["AUTH"],
  logger: false,
  onAuth: (auth, session, done) =>
    auth.username === "sayso" && auth.password === "a password of the post"
      ? done(null, { user: auth.username })
      : done(no(535, "Not known here")),
  onRcptTo: ({ address }, session, done) => {
    const who = address.split("@")[0];
    if (who === "nobody") return done(no(550, `No ${address} here`));
    if (who === "full") return done(no(452, "Mailbox full"));
    if (who === "grey" && !seen.has(address)) {
      seen.add(address);
      return done(no(451, "Come again in a while"));
    }
    return done();
  },
  onData: (stream, session, done) => {
    let data = "";
    stream.setEncoding("utf8");
    stream.on("data", (part) => { data += part; });
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map((r) => r.address);
      if (to[0]?.startsWith("policy@")) return done(no(554, `Not taken for ${to[0]}`));
      say({ from: session.envelope.mailFrom.address, to, secure: session.secure, user: session.user ?? null, data });
      return done(null, "Taken");
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
// It ends with whoever started it.
process.stdin.on("end", () => process.exit(0)).resume();
