import test from 'ava';
import {isSteered} from '../../source/ui/surroundings-of.ts';
import {around} from './surroundings.ts';
import {event} from './views/frames.ts';

const [newest] = around.checkpoints;
const did = (seq: number, id: string, kind = id) => event(id, {seq, kind, data: {id, by: 'key'}});

test('what was done to the field after the newest checkpoint is not in it', t => {
	const {seq = 0} = newest ?? {};
	t.true(isSteered([did(seq, 'pause'), did(seq + 3, 'clamp')], newest));
	t.true(isSteered([did(seq + 3, 'excite', 'pulse'), did(seq + 5, 'set')], newest));
	t.false(isSteered([did(seq - 1, 'clamp'), did(seq, 'excite')], newest), 'it was saved');
	t.false(isSteered([did(seq + 1, 'set'), did(seq + 2, 'pause'), did(seq + 4, 'checkpoint')], newest));
	t.false(isSteered([did(seq + 1, 'clamp', 'refused')], newest), 'it was not done');
	t.false(isSteered([did(3, 'clamp')], undefined));
});
