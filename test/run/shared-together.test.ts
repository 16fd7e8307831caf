import test from 'ava';
import {createPublisher, createShared, createSubscriber, type Gauges} from '../../source/run/shared.ts';

/** Gauges that all hold one number. */
function gaugesOf(value: number): Gauges {
	const names = Object.keys(createSubscriber(createShared(1, 1)).gauges());
	return Object.fromEntries(names.map(name => [name, value])) as Gauges;
}

test('a variable and the gauges are had together when they are of one tick, and not between', t => {
	const block = createShared(2, 2);
	const [publisher, subscriber] = [createPublisher(block), createSubscriber(block)];
	publisher.state.current[1]?.set([1, 2]);
	publisher.publish(gaugesOf(1));
	const first = subscriber.together(1);
	t.deepEqual(first, {gauges: gaugesOf(1), values: new Float32Array([1, 2])});
	publisher.state.next[1]?.set([3, 4]);
	t.deepEqual(subscriber.together(1)?.values, new Float32Array([1, 2]), 'a tick that is being computed is not seen');
	publisher.swap();
	t.is(subscriber.together(1), undefined, 'the figures are still those of the tick before');
	publisher.publish(gaugesOf(2));
	t.deepEqual(subscriber.together(1), {gauges: gaugesOf(2), values: new Float32Array([3, 4])});
	t.deepEqual(first?.values, new Float32Array([1, 2]), 'what was copied stays');
});
