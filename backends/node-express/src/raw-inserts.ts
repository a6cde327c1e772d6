// What better-sqlite3 itself makes of the workload's events: the yardstick for the server. Prints one
// line of JSON.
import { SYNCHRONOUS_LEVELS } from './config/config.js';
import { ID_SHAPES, measureRawInserts, type RawInsertOptions } from './store/raw-inserts.js';

const USAGE = 'usage: raw-inserts DATABASE EVENTS GROUP_SIZE SYNCHRONOUS ID_SHAPE [many-rows]';
const EXIT_USAGE = 2;

const MANY_ROWS = 'many-rows';

function options([path, events, groupSize, synchronous, idShape, rows, ...more]: string[]):
  RawInsertOptions | undefined {
  const level = SYNCHRONOUS_LEVELS.find((name) => name === synchronous);
  const shape = ID_SHAPES.find((name) => name === idShape);
  const [eventCount, eventsInGroup] = [whole(events), whole(groupSize)];
  const manyRows = rows === MANY_ROWS;
  const complete = more.length === 0 && (rows === undefined || manyRows);
  return path && eventCount && eventsInGroup && level && shape && complete
    ? {
        path,
        events: eventCount,
        groupSize: eventsInGroup,
        synchronous: level,
        idShape: shape,
        manyRows,
      }
    : undefined;
}

/** A positive number; undefined where the text is none. */
function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : undefined;
}

const given = options(process.argv.slice(2));
if (given === undefined) {
  process.stderr.write(
    `${USAGE}\n  numbers from 1 to 999999999; SYNCHRONOUS one of ${SYNCHRONOUS_LEVELS.join(', ')}; ` +
      `ID_SHAPE one of ${ID_SHAPES.join(', ')};\n` +
      `  ${MANY_ROWS} has a statement insert up to 32 events instead of one\n`,
  );
  process.exitCode = EXIT_USAGE;
} else {
  process.stdout.write(`${JSON.stringify(measureRawInserts(given))}\n`);
}
