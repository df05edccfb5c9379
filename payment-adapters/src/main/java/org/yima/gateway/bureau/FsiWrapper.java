package org.yima.gateway.bureau;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/** What a province puts around the envelope, both ways. */
public interface FsiWrapper {

  ObjectNode wrap(ObjectNode request);

  /**
   * Finds the envelope in an answer.
   *
   * @throws UnreadableAnswer when it is not there
   */
  Fields unwrap(Fields answer);

  /** The envelope itself is the body. */
  static FsiWrapper none() {
    return new FsiWrapper() {
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
  static FsiWrapper member(String requestMember, String answerMember) {
    return new FsiWrapper() {
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
