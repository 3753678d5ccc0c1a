import type { Conversation } from '../api/list-conversations';
import type { Message } from '../api/list-messages';
import { withMessage, withRead } from './conversations';
import { withMessageIn, type MessagePages } from './messages';

/** More than arrives in one conversation while one answer is on its way. */
const keptPerConversation = 200;

/**
 * What was heard lately beside the fetched answers. An answer that was on its way meanwhile does not hold it, and
 * takes the place of what did: putting it in again closes the hole, and changes nothing where there is none.
 */
export class Heard {
  readonly #messages = new Map<string, Map<string, Message>>();
  readonly #read = new Map<string, number>();

  message(conversationId: string, message: Message): void {
    const kept = this.#messages.get(conversationId) ?? new Map<string, Message>();
    this.#messages.set(conversationId, kept.set(message.id, message));
    const oldest = kept.keys().next();
    if (kept.size > keptPerConversation && !oldest.done) kept.delete(oldest.value);
  }

  read(conversationId: string, upTo: number): void {
    this.#read.set(conversationId, Math.max(upTo, this.#read.get(conversationId) ?? 0));
  }

  /** The conversation's history is another one now. */
  forget(conversationId: string): void {
    this.#messages.delete(conversationId);
    this.#read.delete(conversationId);
  }

  inMessages(conversationId: string, pages: MessagePages): MessagePages {
    return this.#of(conversationId).reduce(withMessageIn, pages);
  }

  inList(list: Conversation[], me: string): Conversation[] {
    return list.map((conversation) => {
      const { id, last_position } = conversation;
      const read = this.#read.get(id) ?? 0;
      const newer = this.#of(id).filter((message) => message.position > last_position);
      // Reading is looked at after each step: it may have come between two messages.
      const next = newer.reduce(
        (all, message) => withRead(withMessage(all, id, message, me), id, read),
        withRead([conversation], id, read),
      );
      return next[0] ?? conversation;
    });
  }

  #of(conversationId: string): Message[] {
    return [...(this.#messages.get(conversationId)?.values() ?? [])].sort((a, b) => a.position - b.position);
  }
}
