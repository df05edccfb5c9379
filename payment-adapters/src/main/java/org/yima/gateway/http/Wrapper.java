package org.yima.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a province puts around the envelope of an interface, both ways. */
public interface Wrapper {

  ObjectNode wrap(ObjectNode request);

  /**
   * Finds the envelope in an answer.
   *
   * @throws UnreadableAnswer when it is not there
   */
  Fields unwrap(Fields answer);

  /** The envelope itself is the body. */
  static Wrapper none() {
    return new Wrapper() {
      @Override
      public ObjectNode wrap(ObjectNode request) {
        return request;
      }

      @Override
      public Fields unwrap(Fields answer) {
        return answer;
      }
    };
  }

  /** The envelope is one member of an outer object, such as {@code data} and {@code body}. */
  static Wrapper member(String requestMember, String answerMember) {
    return new Wrapper() {
      @Override
      public ObjectNode wrap(ObjectNode request) {
        ObjectNode outer = Json.object();
        outer.set(requestMember, request);
        return outer;
      }

      @Override
      public Fields unwrap(Fields answer) {
        return answer.object(answerMember).orElseThrow(() -> new UnreadableAnswer(answerMember));
      }
    };
  }
}
