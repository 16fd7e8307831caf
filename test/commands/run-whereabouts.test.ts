import test from 'ava';
import {whereabouts} from '../../source/commands/run-whereabouts.ts';
import type {RunDocument} from '../../source/records/run-document.ts';

const at = '2026-11-20T10:00:00.000Z';
const now = Date.parse(at);
const run = {directory: '/r', host: 'box', pid: 7, document: {heartbeat: at} as unknown as RunDocument};

test('a live run that has written nothing for long is no run at the tick that it says', t => {
	t.is(whereabouts({...run, life: 'live'}, now + 6000), 'process 7');
	t.is(
		whereabouts({...run, life: 'live'}, now + 30_000),
		'process 7; has written nothing since 10:00:00 UTC (disk full, or stopped)',
	);
	t.is(whereabouts({...run, life: 'elsewhere'}, now + 30_000), 'on box, last seen 2026-11-20 10:00 UTC');
	t.is(whereabouts({...run, life: 'dead'}, now + 30_000), 'process 7 is gone; --resume goes on');
	t.is(whereabouts({...run, life: 'ended'}, now + 30_000), '/r');
});
