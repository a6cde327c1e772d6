const CLIENT_FORM =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:[Zz]|([+-])(\d\d):(\d\d))?)?$/;
// A time just as it would be stored, which most clients send, on a day that every month has: an
// expression costs a tenth of reading the time and writing it again. The other days are read.
const STORED_FORM =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const STORED_SERVER_FORM = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

const MINUTE_MS = 60_000;
const MAX_OFFSET_MINUTES = 18 * 60;
const FIRST_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A moment. */
interface Moment {
  /** Milliseconds since 1970, further digits cut off. */
  readonly ms: number;
  /** Whether digits that were cut off were not all zero. */
  readonly beyondMs: boolean;
}

/**
 * An event's `client_timestamp` as it is stored, UTC `YYYY-MM-DDTHH:MM:SS.mmmZ`; undefined where the
 * text has none of the accepted forms, or names no time of the years 0001 to 9999.
 */
export function toStoredClientTimestamp(text: string): string | undefined {
  if (STORED_FORM.test(text)) {
    return text;
  }
  const moment = parseClientForm(text);
  return moment && new Date(moment.ms).toISOString();
}

/** A server time as it is stored: UTC `YYYY-MM-DD HH:MM:SS`, the second begun. */
export function toStoredServerTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * The earliest stored server time that is not before what a query's `since` names; undefined where
 * that is no timestamp.
 */
export function storedTimeSince(text: string): string | undefined {
  const moment = parseQueryForm(text);
  if (moment === undefined) {
    return undefined;
  }
  const second = Math.ceil((moment.ms + (moment.beyondMs ? 0.5 : 0)) / 1000) * 1000;
  // The text of the year 10000 would sort before all others.
  return second > LAST_MS ? '~' : toStoredServerTime(second);
}

/** The latest stored server time that is not after what a query's `until` names. */
export function storedTimeUntil(text: string): string | undefined {
  const moment = parseQueryForm(text);
  return moment === undefined ? undefined : toStoredServerTime(moment.ms);
}

function parseQueryForm(text: string): Moment | undefined {
  return parseClientForm(STORED_SERVER_FORM.test(text) ? text.replace(' ', 'T') : text);
}

function parseClientForm(text: string): Moment | undefined {
  const parts = CLIENT_FORM.exec(text);
  if (parts === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] =
    parts;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const time = {
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  };
  if (!isDate(date) || time.hour > 23 || time.minute > 59 || time.second > 59) {
    return undefined;
  }
  const offset = offsetMinutes(sign, offsetHour, offsetMinute);
  if (offset === undefined) {
    return undefined;
  }
  const ms = utc(date, time) + Number(fraction.slice(0, 3).padEnd(3, '0')) - offset * MINUTE_MS;
  return ms < FIRST_MS || ms > LAST_MS
    ? undefined
    : { ms, beyondMs: /[1-9]/.test(fraction.slice(3)) };
}

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function isDate({ year, month, day }: CivilDate): boolean {
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return year >= 1 && day >= 1 && day <= (MONTH_DAYS[month - 1] ?? 0) + leapDay;
}

function utc(
  { year, month, day }: CivilDate,
  time: { hour: number; minute: number; second: number },
): number {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; the calendar repeats every 400 years.
  const shifted = Date.UTC(year + 400, month - 1, day, time.hour, time.minute, time.second);
  return shifted - 146_097 * 24 * 60 * MINUTE_MS;
}

/** Minutes to subtract from local time; undefined where the offset is out of its range. */
function offsetMinutes(
  sign: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
): number | undefined {
  if (sign === undefined) {
    return 0;
  }
  const total = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > MAX_OFFSET_MINUTES) {
    return undefined;
  }
  return sign === '-' ? -total : total;
}
